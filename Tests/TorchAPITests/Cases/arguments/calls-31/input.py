import torch
torch.topk(torch.ones(2),"a")
torch.sort(1)
torch.ones(2).sort("a")
torch.argmax(1)
