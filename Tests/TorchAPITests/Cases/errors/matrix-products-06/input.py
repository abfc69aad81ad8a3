import torch
torch.ones(2,3).half() @ torch.ones(3,2)
torch.cross(torch.ones(2),torch.ones(2),dim=0)
torch.einsum("ij,jk->ik", torch.ones(2,3), torch.ones(4,5))
