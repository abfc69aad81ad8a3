import torch
torch.utils.data.default_collate([None])
torch.utils.data.default_collate([torch.ones(2),torch.ones(3)])
