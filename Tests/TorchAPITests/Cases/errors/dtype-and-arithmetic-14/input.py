import torch
torch.tensor([1,2,3]).unsqueeze()
torch.lerp(torch.ones(2),torch.ones(2).double(),.5)
torch.ones(1).std()
