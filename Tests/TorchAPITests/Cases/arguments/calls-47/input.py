import torch
torch.Size(1)
torch.device()
torch.device(1.5)
torch.device("cpu","a")
