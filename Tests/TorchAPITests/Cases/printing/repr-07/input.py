import torch

torch.max(torch.tensor([[1., 5.], [7., 2.]]), dim=1)
torch.sort(torch.tensor([3, 1, 2]))
values, indices = torch.tensor([3, 1, 2]).sort()
values
indices
torch.topk(torch.tensor([1., 4., 2.]), 2)
r = torch.min(torch.tensor([[1., 5.]]), 1)
r.values
r.indices
r[0]
len(r)
type(r)
torch.median(torch.tensor([1., 3., 2.]), dim=0)
