import torch
torch.ones(2) & "a"
"a" + torch.ones(2)
[1] * torch.ones(2)
None - torch.ones(2)
