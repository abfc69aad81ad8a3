import torch
torch.tensor([1,2],requires_grad=True)
torch.tensor([1,2]).requires_grad_()
x=torch.ones(2,requires_grad=True); x.add_(1)
