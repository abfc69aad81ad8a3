import torch
torch.einsum("ij,jk", torch.ones(2,3))
torch.ones(2).double().dot(torch.ones(2))
torch.mv(torch.ones(2,2),torch.ones(2).double())
