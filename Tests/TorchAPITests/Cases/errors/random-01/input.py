import torch
torch.randint(5,5,(2,))
torch.randint(0,(2,))
torch.normal(0.,-1.,(2,))
