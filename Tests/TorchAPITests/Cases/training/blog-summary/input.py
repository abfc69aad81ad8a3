import torch
from torch import nn
class Block(nn.Module):
    def __init__(self, cin, cout):
        super().__init__()
        self.conv = nn.Conv2d(cin, cout, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(cout)
        self.act = nn.ReLU(inplace=True)
        self.skip = nn.Identity() if cin == cout else nn.Conv2d(cin, cout, 1)
    def forward(self, x):
        return self.act(self.bn(self.conv(x)) + self.skip(x))
class Net(nn.Module):
    def __init__(self, width=4):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 3)
        self.blocks = nn.ModuleList(Block(width * 2 ** i, width * 2 ** (i + 1)) for i in range(2))
        self.head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width * 4, 10))
    def forward(self, x):
        x = self.stem(x)
        for b in self.blocks: x = b(x)
        return self.head(x)
net = Net()
print(net)
total = 0
for name, module in net.named_modules():
    n = sum(p.numel() for p in module.parameters(recurse=False))
    total += n
    if n: print(f"{name:25s} {type(module).__name__:15s} {n:>6,d}")
print(f"{total:,}")
for name, child in net.named_children(): print(name, "->", child.__class__.__name__)
print(net.get_submodule("blocks.1.conv"), net.get_parameter("head.2.bias").shape)
net.get_submodule("blocks.7")
net.get_parameter("stem")
print(net(torch.randn(2, 3, 8, 8)).shape)
def init(m):
    if isinstance(m, nn.Conv2d): nn.init.kaiming_normal_(m.weight, nonlinearity="relu")
    elif isinstance(m, nn.BatchNorm2d): nn.init.constant_(m.weight, 0.5)
print(net.apply(init) is net, net.blocks[0].bn.weight)
print(repr(nn.Conv2d(1, 2, (3, 5), stride=2, padding=(1, 2), dilation=2, groups=1, padding_mode="reflect")), nn.MaxPool2d(2), nn.LSTM(3, 4, 2, dropout=0.1))
print(list(net.children())[0], len(list(net.buffers())))
net.extra_repr()
print([n for n, _ in net.named_parameters()][:4])
class Shown(nn.Module):
    def __init__(self): super().__init__(); self.k = 3; self.inner = nn.Linear(1, 1)
    def extra_repr(self): return f"k={self.k}"
print(Shown())
print(nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 1), nn.Linear(1, 1), nn.ReLU()), nn.ModuleList([nn.Linear(2, 2)] * 3))
