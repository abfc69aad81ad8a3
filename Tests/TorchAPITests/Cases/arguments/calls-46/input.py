import torch
torch.set_grad_enabled("a")
torch.is_tensor()
torch.numel(1)
torch.Size(["a"])
