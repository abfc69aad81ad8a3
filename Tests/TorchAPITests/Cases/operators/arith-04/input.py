import torch

torch.tensor([True]) & torch.tensor([False]), torch.tensor([True]) | torch.tensor([False])
~torch.tensor([True]), torch.tensor([True]) ^ torch.tensor([True])
torch.tensor([True]) + torch.tensor([True])
torch.tensor([True]) - torch.tensor([True])
-torch.tensor([True])
~torch.ones(1)
torch.ones(2) & torch.ones(2)
divmod(torch.tensor(7), 2)
round(torch.tensor(2.567), 1)
pow(torch.tensor(2), 3)
abs(torch.tensor(-3))
not torch.tensor(0)
torch.tensor(1) and 5
0 or torch.tensor(1)
3 if torch.tensor(True) else 4
