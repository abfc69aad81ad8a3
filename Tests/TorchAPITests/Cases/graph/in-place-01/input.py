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
change(lambda x: x.add_(1))
change(lambda x: x.sub_(1))
change(lambda x: x.mul_(2))
change(lambda x: x.div_(2))
change(lambda x: x.zero_())
change(lambda x: x.fill_(1.))
change(lambda x: x.copy_(y))
change(lambda x: x.clamp_(0,1))
change(lambda x: x.relu_())
change(lambda x: x.exp_())
change(lambda x: x.neg_())
change(lambda x: x.pow_(2))
change(lambda x: x.sigmoid_())
change(lambda x: x.t_())
change(lambda x: x.unsqueeze_(0))
change(lambda x: x.__setitem__(0,1.))
change(lambda x: x.__setitem__((slice(None),0),y[:,0]))
change(lambda x: x.__setitem__(m,0.))
change(lambda x: x.__setitem__(i,0.))
change(lambda x: x.masked_fill_(m,0.))
change(lambda x: x.index_add_(0,i,y[:2]))
change(lambda x: x.scatter_(1,torch.tensor([[0],[1],[2]]),0.))
change(lambda x: x.uniform_())
change(lambda x: x.normal_())
change(lambda x: x.bernoulli_(.5))
change(lambda x: x.addcmul_(y,y))
change(lambda x: x.detach_())
change(lambda x: x.requires_grad_())
change(lambda x: x[0].add_(1))
change(lambda x: x[0].zero_())
change(lambda x: x.view(-1).mul_(2))
