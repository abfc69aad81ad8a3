import torch

torch.tensor([])
torch.tensor([[]])
torch.tensor([[], []])
torch.tensor(())
torch.tensor((1, 2))
torch.tensor([(1, 2), [3, 4]])
torch.tensor(range(4))
