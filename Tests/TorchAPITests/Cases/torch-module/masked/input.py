# Tensors of which some elements do not count, and functions with a mask beside.
import torch
from torch.masked import MaskedTensor, as_masked_tensor, is_masked_tensor, masked_tensor

numbers = torch.tensor([[1.0, -2.0, 3.5], [0.25, 8.0, -1.0]])
mask = torch.tensor([[True, False, True], [False, False, False]])
table = masked_tensor(numbers, mask)
table
table[0], table[:, 1:], table.t(), table.reshape(3, 2), table.unsqueeze(0).shape
table.get_data(), table.get_mask(), table.to_tensor(0)
table.abs(), torch.exp(table), table + 1, table * table, table > 0, -table
table.add_(1), table
table + masked_tensor(numbers, ~mask)
table.sum(), table.sum(1), table.mean(0), table.amax(1), torch.amin(table, 1), table.argmax(1), table.prod(1), table.mean(1)
table.sum(1, keepdim=True), table.sum(), torch.mean(table), table.var(1), table.std(1)
masked_tensor(torch.tensor([3, 4]), torch.tensor([True, False])), masked_tensor(torch.tensor(2.5), torch.tensor(True)), masked_tensor(torch.tensor(2), torch.tensor(False))
masked_tensor(torch.tensor([True, False]), torch.tensor([True, True])).all()
torch.cat([table, table]).shape, torch.stack([table, table])[1, 0], is_masked_tensor(table), is_masked_tensor(numbers)
table.shape, table.dtype, len(table), table.dim(), isinstance(table, torch.Tensor), type(table) is MaskedTensor
table.clone(), table.double().dtype, torch.ones_like(table)

x = torch.tensor([-10.0, -5.0, 0.0, 5.0, 60.0])
inside = x < 0
low, high = masked_tensor(x, inside, requires_grad=True), masked_tensor(torch.ones_like(x), ~inside, requires_grad=True)
chosen = torch.where(inside, torch.exp(low), high)
chosen
chosen.sum().backward()
low.grad
high.grad
data = torch.randn(3, 4, generator=torch.Generator().manual_seed(0))
soft = masked_tensor(data, data > 0.3, requires_grad=True)
soft.softmax(1)
soft.sum().backward()
soft.grad
leaf = torch.tensor([1.0, 2.0], requires_grad=True)
kept = as_masked_tensor(leaf * 3, torch.tensor([True, False]))
kept.get_data()
masked_tensor([1.0], mask)
masked_tensor(numbers, mask[0])
masked_tensor(numbers, numbers)
masked_tensor(numbers, mask.t())

for name in ("sum", "prod", "mean", "amax", "amin", "argmax", "argmin", "std", "var"):
    function = getattr(torch.masked, name)
    print(name, function(numbers, 1, mask=mask), function(numbers, 0, keepdim=True, mask=mask), function(numbers, mask=mask))
torch.masked.norm(numbers, 2, 1, mask=mask), torch.masked.norm(numbers, float("inf"), 0, mask=mask), torch.masked.median(numbers, 1, mask=mask)
torch.masked.softmax(numbers, 0, mask=torch.tensor([[True, True, False], [True, False, True]]))
torch.masked.log_softmax(numbers, 1, mask=mask)[0], torch.masked.softmin(numbers, 1, mask=mask)[0], torch.masked.normalize(numbers, 2.0, 1, mask=mask)
torch.masked.cumsum(numbers, 1, mask=mask), torch.masked.cumprod(numbers, 1, mask=mask), torch.masked.logsumexp(numbers, 1, mask=mask)
torch.masked.logaddexp(numbers, numbers, input_mask=mask, other_mask=~mask)
whole = torch.tensor([[-3, -2, -1], [0, 1, 2]])
torch.masked.sum(whole, 1, mask=mask), torch.masked.amax(whole, 1, mask=mask), torch.masked.amin(whole, (0, 1), mask=mask), torch.masked.sum(whole, (0, 1))
torch.masked.var(numbers, 1, unbiased=False, mask=mask), torch.masked.std(numbers, (0, 1), correction=0, mask=mask)
