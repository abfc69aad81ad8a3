import torch
torch.LongTensor([1.5])
torch.tensor([1,2],dtype=str)
