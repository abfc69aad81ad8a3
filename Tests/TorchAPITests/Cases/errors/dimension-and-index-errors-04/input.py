import torch
torch.ones(2,3)[0,0,0]
torch.tensor(5)[0]
torch.ones(3)[torch.tensor([3])]
