import torch
torch.ones(3).scatter(0,torch.tensor([0.]),torch.ones(1))
torch.ones(3).index_put((torch.tensor([0]),),torch.ones(1).double())
torch.ones(3).index_add(0,torch.tensor([0]),torch.ones(1).double())
