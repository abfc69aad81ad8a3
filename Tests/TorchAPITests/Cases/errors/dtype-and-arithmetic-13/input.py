import torch
torch.tensor([1+1j]).float()
torch.view_as_complex(torch.ones(3))
torch.ones(2).imag
