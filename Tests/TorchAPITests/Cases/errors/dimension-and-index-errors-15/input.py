import torch
torch.ones(2,3,4).T
torch.ones(2,3).size(5)
torch.ones(2).scatter(0,torch.tensor([0]),torch.ones(1).double())
