import torch
torch.zeros(("a",2))
torch.zeros(2.0)
torch.randint(10)
torch.randint("a",(2,))
