import copy
import pickle
import torch
import torch.nn as nn

def again(value):
    return pickle.loads(pickle.dumps(value))

x = torch.ones(3, requires_grad=True)
y = x * 2
for v in [x, y, y.detach(), x.sum(), nn.Parameter(torch.ones(2)), torch.tensor(5), torch.tensor([True, False]), torch.zeros(0, 3)]:
    w = again(v)
    print(w, w.requires_grad, w.is_leaf, w.grad_fn, type(w).__name__, w.dtype)

for dtype in [torch.float16, torch.bfloat16, torch.float64, torch.int8, torch.uint8, torch.int64, torch.complex64]:
    print(again(torch.arange(3).to(dtype)))

t = torch.arange(6).view(2, 3).t()
again(t), again(t).stride(), again(t[:, 0]).stride(), again(torch.arange(24).view(2, 3, 4).permute(2, 0, 1)).stride()
x.grad = torch.ones(3)
again(x).grad
a = torch.zeros(4)
c, d = again((a, a))
c is d
c, d = again((a, a[:2]))
c[0] = 5
d
m = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.BatchNorm1d(2))
n = again(m)
n
torch.equal(n[0].weight, m[0].weight), n[0].weight is m[0].weight, n.training
all(torch.equal(p, q) for p, q in zip(m.state_dict().values(), again(m.state_dict()).values()))
list(again(m.state_dict()))
again([torch.float32, torch.device("cpu"), torch.Size([1, 2]), torch.strided, torch.contiguous_format])
again(torch.float32) is torch.float32
again(nn.Linear) is nn.Linear, again(nn.functional.softmax) is nn.functional.softmax
g = torch.Generator().manual_seed(3)
torch.rand(2, generator=g)
torch.equal(torch.rand(2, generator=again(g)), torch.rand(2, generator=g))

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 1, bias=False)
        self.register_buffer("scale", torch.tensor(2.0))
    def forward(self, x):
        return self.layer(x) * self.scale

net = Net()
with torch.no_grad():
    net.layer.weight.fill_(0.5)

again(net.state_dict())
opt = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
again(opt.state_dict())
pickle.dumps(y.grad_fn)

