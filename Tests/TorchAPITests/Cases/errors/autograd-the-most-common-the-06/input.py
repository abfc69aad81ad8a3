import torch
import torch.nn as nn
x=torch.ones(2,requires_grad=True)
with torch.inference_mode():
    y=x*2
print(y, y.is_inference(), torch.is_inference_mode_enabled())
z=y*x
x=torch.ones(2,requires_grad=True)*1
with torch.no_grad():
    v=x.view(-1)
v.add_(1)
m=nn.Linear(2,2); m.weight=torch.ones(2,2)
