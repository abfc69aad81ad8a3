import torch
x=torch.tensor(2.,requires_grad=True); y=x**2; y.backward(); y.backward()
x=torch.ones(3,requires_grad=True); (x*2).backward()
x=torch.ones(3); x.sum().backward()
