import torch
torch.cat([torch.ones(2),1])
torch.cat([torch.ones(2)],dim="a")
torch.cat()
torch.stack(1)
