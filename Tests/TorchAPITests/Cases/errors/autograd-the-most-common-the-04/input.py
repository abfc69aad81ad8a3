import torch
x=torch.ones(2,requires_grad=True); y=x*2; y.requires_grad=False
import copy; copy.deepcopy(torch.ones(2,requires_grad=True)*2)
x=torch.ones(2,requires_grad=True); torch.add(x,1,out=torch.empty(2))
