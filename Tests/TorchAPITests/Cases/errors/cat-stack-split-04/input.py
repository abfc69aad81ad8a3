import torch
torch.ones(4).chunk(0)
torch.ones(4).unfold(0,5,1)
torch.meshgrid(torch.ones(2,2),torch.ones(2))
