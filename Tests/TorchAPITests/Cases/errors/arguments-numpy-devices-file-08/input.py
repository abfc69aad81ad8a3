import torch
torch.equal(torch.ones(2),1)
torch.utils.data.TensorDataset(torch.ones(2),torch.ones(3))
torch.utils.data.DataLoader(range(3),batch_size=0)
