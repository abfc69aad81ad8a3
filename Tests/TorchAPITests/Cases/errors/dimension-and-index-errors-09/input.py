import torch
torch.take(torch.ones(3), torch.tensor([5]))
torch.ones(3).__setitem__(5, 1.)
torch.ones(3).__setitem__(slice(0,2), torch.ones(3))
