import torch
torch.optim.SGD([torch.ones(1,requires_grad=True)*2],lr=.1)
torch.optim.SGD([],lr=.1)
x=torch.ones(3,requires_grad=True); (x*2).backward(torch.ones(2))
