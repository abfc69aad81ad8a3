# What gradients are, and how they lie in memory, where PyTorch writes them over others or into zeros.
import torch
import torch.nn.functional as F


def leaf(*shape):
    count = torch.Size(shape).numel()
    return (torch.arange(count, dtype=torch.float32).reshape(shape) / 4 - 1).requires_grad_()


def named(node):
    return str(node).split(" ")[0]


for shape in [(2, 2), (3, 2), (2, 3)]:
    x = leaf(*shape)
    x.trace().backward(torch.tensor(-1.0))
    print(x.grad)

x = leaf(6)
torch.prod(x).backward()
print("one zero", x.grad)
x = torch.tensor([[0.0, 2], [0, 3]], requires_grad=True)
torch.prod(x).backward()
print("two zeros", x.grad)
torch.prod(x, 0).sum().backward()
print(x.grad)

x = leaf(4)
torch.norm(x, p=0).backward()
print("number of elements", x.grad)

x = leaf(3)
print(x.logical_and_(torch.tensor([1.0, 0, 1])), x.is_leaf, x.logical_not_())
y = leaf(2) * 2
print(named(y.logical_xor_(torch.ones(2)).grad_fn), named(y.grad_fn))
try:
    leaf(2).eq_(1)
except RuntimeError as error:
    print(error)

# Matrices that lie in columns get gradients that do.
a, b = leaf(2, 3), leaf(4, 3)
left, right = a.detach().t().contiguous().t().requires_grad_(), b.detach().t().requires_grad_()
(left @ right).backward(torch.arange(8.0).reshape(2, 4))
print(left.grad, left.grad.stride(), right.grad, right.grad.stride())
x = leaf(2, 3)
grad, = torch.autograd.grad(x @ right, right, torch.ones(2, 4).requires_grad_(), create_graph=True)
print(named(grad.grad_fn), [named(node) for node, _ in grad.grad_fn.next_functions])
grad, = torch.autograd.grad(left @ right, left, torch.ones(2, 4).requires_grad_(), create_graph=True)
print(named(grad.grad_fn), [named(node) for node, _ in grad.grad_fn.next_functions])
print(torch.addmm(torch.zeros(4, 2).t(), x, right.detach()).stride())
print(torch.baddbmm(torch.zeros(4, 2, 1).transpose(0, 2), x[None].detach(), right.detach()[None]).stride())

x, y, z = leaf(2, 4), leaf(2, 2, 3), leaf(2, 3, 4)
total = torch.addbmm(x, y, z, beta=0.5, alpha=2)
print(named(total.grad_fn))
total.sum().backward()
print(x.grad, y.grad, z.grad)

# The same gradient for several inputs, added to what arrived before.
x = leaf(3)
(x + x + x * x + x).sum().backward()
print(x.grad)
x = leaf(5)
torch.cat([x[1:] - x[:-1], x, x[::2]]).backward(torch.arange(12.0))
print(x.grad)
x = leaf(2, 3)
y = x.unsqueeze(0).transpose(1, 2).squeeze(0)
y.backward(torch.arange(6.0).reshape(3, 2))
print(x.grad, x.grad.stride(), x.grad._base is None)

# Running statistics of half types.
x = leaf(2, 3, 2).detach().half()
print(F.batch_norm(x, torch.tensor([0.5, 1, 2]).half(), torch.tensor([1, 2, 0.25]).half()))
