import torch

a = torch.tensor([1., 2.])
a.new_zeros(3)
a.new_zeros((2, 2))
a.new_ones(2, 3, dtype=torch.double)
a.new_full((2,), 5.)
a.new_tensor([1, 2])
a.new_empty(2, 0)
torch.tensor([1]).new_ones(2)
a.new_zeros(2, 2, requires_grad=True)
