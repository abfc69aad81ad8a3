import torch
for i in torch.tensor(1): pass
{torch.ones(1): 1}[torch.ones(1)]
a,b=torch.ones(3)
