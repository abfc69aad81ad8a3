import torch

torch.ones(2) + "a"
"a" + torch.ones(2)
torch.ones(2) + None
None + torch.ones(2)
torch.ones(2) + [1, 2]
[1, 2] + torch.ones(2)
torch.ones(2) * "a"
torch.ones(2) / "a"
torch.ones(2) @ "a"
torch.ones(2) ** "a"
torch.ones(2) < "a"
"a" > torch.ones(2)
torch.ones(2) & "a"
torch.ones(2) << "a"
torch.ones(2) // None
torch.ones(2) % None
torch.ones(2) - {}
