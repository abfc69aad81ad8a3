import torch
torch.zeros(2,foo=3)
torch.zeros("a")
torch.zeros((2,"a"))
torch.zeros(2,"a")
