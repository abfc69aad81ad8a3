import torch
(1 if torch.ones(2) > 0 else 0)
list(torch.tensor(1))
len(torch.tensor(1))
