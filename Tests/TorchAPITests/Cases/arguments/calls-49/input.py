import torch
torch.lerp(torch.ones(2),torch.ones(2),"a")
torch.atan2(torch.ones(2),1)
torch.bernoulli(1)
torch.multinomial(torch.ones(2),"a")
