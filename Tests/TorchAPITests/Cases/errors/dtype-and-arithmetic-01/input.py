import torch
torch.ones(2,dtype=torch.int64).mean()
torch.ones(2,dtype=torch.int64).std()
torch.ones(2,dtype=torch.bool).sub(torch.ones(2,dtype=torch.bool))
