import torch
from torch import nn
import torch.nn.functional as F
def leaf(*shape): return (torch.rand(*shape) + 0.1).requires_grad_()
x = leaf(3, 4); y = leaf(3, 4); v = leaf(4); w = leaf(4); a = leaf(3, 3)
b = leaf(2, 3, 4); c = leaf(2, 4, 5); s = torch.tensor(0.5, requires_grad=True)
img = leaf(1, 3, 8, 8); k = leaf(2, 3, 3, 3)
i = torch.tensor([0, 2]); t = torch.tensor([0, 1, 2]); m = torch.tensor([True, False, True, False]).expand(3, 4)
z = x[:, :2] + 1j * y[:, :2]; p = torch.rand(3, 4)
def name(node): return "None" if node is None else type(node).__name__
def show(value):
    value = value[0] if isinstance(value, tuple) else value
    node = value.grad_fn
    print(name(node), [] if node is None else [(name(n), i) for n, i in node.next_functions])
def change(operation):
    x = leaf(3, 4).clone(); before = x._version
    operation(x)
    print(name(x.grad_fn), [] if x.grad_fn is None else [(name(n), i) for n, i in x.grad_fn.next_functions], x._version - before)
show(x.norm(dim=0))
show(torch.linalg.svd(a)[1])
show(torch.linalg.eigh(a+a.t())[0])
show(torch.linalg.pinv(a))
show(torch.linalg.matrix_exp(a))
show(torch.linalg.lstsq(a,a)[0])
