import torch
torch.ones(2).__setitem__(0,torch.ones(3))
torch.tensor([1,2])[torch.tensor([1,0],dtype=torch.uint8)]
torch.unbind(torch.tensor(1))
