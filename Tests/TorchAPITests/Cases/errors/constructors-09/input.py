import torch
torch.full((2,),300,dtype=torch.uint8)
torch.tensor(1e300,dtype=torch.float32)
torch.tensor([[1.,2.]]).max(1,2,3)
