import torch
torch.dot(torch.ones(2), torch.ones(3))
torch.dot(torch.ones(2,2), torch.ones(2))
torch.mv(torch.ones(2,3), torch.ones(2))
