import torch
torch.linalg.cholesky(-torch.eye(2))
torch.linalg.det(torch.ones(2,3))
torch.linalg.eigh(torch.ones(2,3))
