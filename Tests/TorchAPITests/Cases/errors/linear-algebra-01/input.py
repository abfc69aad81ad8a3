import torch
torch.linalg.inv(torch.zeros(2,2))
torch.linalg.inv(torch.ones(2,3))
torch.linalg.solve(torch.zeros(2,2), torch.ones(2))
