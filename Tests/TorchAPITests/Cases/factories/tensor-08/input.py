import torch

torch.tensor(10**20)
torch.tensor(10**400)
torch.tensor(2**63 - 1)
torch.tensor(-2**63)
torch.tensor([2**63])
torch.tensor([float('inf'), float('nan'), -float('inf')])
torch.tensor(float('nan'))
torch.tensor(1e400)
