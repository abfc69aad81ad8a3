import torch
x = torch.ones(2, requires_grad=True)
torch.ones(2,requires_grad=True).resize_(4)
x.set_(torch.ones(3))
