import torch
torch.ones(2).split("a")
torch.ones(2).gather(0,"a")
torch.ones(2).unsqueeze("a")
torch.ones(2).unsqueeze(1.5)
