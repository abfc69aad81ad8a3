import torch
torch.ones(2).item(1)
torch.ones(2).tolist(1)
torch.ones(2).numel(1)
torch.ones(2).dim(1)
