import torch
torch.utils.data.DataLoader(range(3),shuffle=True,sampler=range(3))
torch.utils.data.random_split(range(5),[2,2])
torch.ones(2) == "a"
