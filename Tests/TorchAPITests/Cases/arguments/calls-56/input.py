import torch
torch.device("cuda").foo
torch.tensor(1.).item(2,3)
torch.unbind(1)
int(torch.tensor([1,2]))
