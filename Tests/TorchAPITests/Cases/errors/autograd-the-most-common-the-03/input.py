import torch
x=torch.ones(2,requires_grad=True); x[0]=5.
x=torch.ones(3,requires_grad=True); y=x.exp(); y.add_(1); y.sum().backward()
x=torch.ones(1,requires_grad=True); y=torch.ones(1,requires_grad=True); torch.autograd.grad(x.sum(),[x,y])
