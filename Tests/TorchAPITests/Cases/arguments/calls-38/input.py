import torch
x=torch.ones(2); x += "a"
torch.ones(2)[:"a"]
torch.ones(2)["a"]
torch.ones(2)[{}]
