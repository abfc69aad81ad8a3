import torch
-torch.ones(2) / "a"
torch.ones(2) // "b"
"b" // torch.ones(2)
torch.ones(2) % "b"
