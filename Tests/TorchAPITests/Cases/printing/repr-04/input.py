import torch

torch.set_printoptions(precision=2)
torch.tensor([1.23456, 2.])
torch.set_printoptions(sci_mode=True)
torch.tensor([1.23456, 2.])
torch.set_printoptions(profile="full")
torch.arange(30.)
torch.set_printoptions(profile="default", linewidth=40)
torch.arange(30)
torch.set_printoptions(threshold=5, edgeitems=1)
torch.arange(30)
