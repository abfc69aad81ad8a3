import torch, copy, io, warnings
import torch.nn as nn
import torch.nn.functional as F
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 3)
        self.fc2 = nn.Linear(3, 1)
        self.register_buffer('mask', torch.ones(3))
    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)) * self.mask)
net = Net()
net
net.load_state_dict({'fc1.weight': torch.zeros(3, 2)})
net.load_state_dict({'fc1.weight': torch.zeros(2, 2), 'extra': torch.ones(1)}, strict=False)
net.load_state_dict({'fc1.weight': torch.zeros(3, 2), 'extra': torch.ones(1)}, strict=False)
net.load_state_dict({**net.state_dict(), 'a': 1, 'b': 2})
net.load_state_dict({**net.state_dict(), 'fc1.weight': 3})
net.load_state_dict({**net.state_dict(), 'fc1.weight': torch.ones(3)})
net.load_state_dict([1, 2])
net.load_state_dict(net.state_dict())
net.load_state_dict({'mask': torch.zeros(3)}, False)
net.load_state_dict({})
net.load_state_dict({k: v * 2 for k, v in net.state_dict().items()}, assign=True)
net.get_submodule('fc1')
net.get_submodule('')is net
net.get_submodule('fc3')
net.get_submodule('fc1.weight')
net.get_parameter('fc1.weight').shape
net.get_parameter('fc1.nothing')
net.get_parameter('mask')
net.get_parameter('fc1')
net.get_buffer('mask')
net.get_buffer('fc1.weight')
net.get_buffer('none')
net.fc9
net.fc1 = 3
net.fc1 = torch.ones(1)
net.fc1.weight = torch.ones(3, 2)
net.fc1.weight = 'a'
net.mask = 3
net.mask = None
net.mask = nn.Parameter(torch.ones(3))
net.fc1.weight = None
net.fc1
del net.fc1
net
del net.fc1
net.register_buffer('a.b', torch.ones(1))
net.register_buffer('', torch.ones(1))
net.register_buffer(3, torch.ones(1))
net.register_buffer('fc2', torch.ones(1))
net.register_buffer('n', 3)
net.register_parameter('a.b', None)
net.register_parameter('fc2', None)
net.register_parameter('q', torch.ones(1))
net.register_parameter('q', nn.Parameter(torch.ones(1)) * 2)
net.add_module('x.y', nn.ReLU())
net.add_module('x', 3)
net.add_module('forward', nn.ReLU())
net.add_module(None, nn.ReLU())
class Early(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(1, 1)
Early()
class Early2(nn.Module):
    def __init__(self):
        self.w = nn.Parameter(torch.ones(1))
Early2()
class Early3(nn.Module):
    def __init__(self):
        self.register_buffer('b', torch.ones(1))
Early3()
class Early4(nn.Module):
    def __init__(self):
        self.x = 3
        print(self.x)
    def forward(self, x): return x
Early4()
Early4()(torch.ones(1))
class NoForward(nn.Module):
    pass
NoForward()(torch.ones(1))
nn.Module()(1)
nn.Module(3)
nn.Module(a=3)
class Wrong(nn.Module):
    def forwad(self, x): return x
Wrong()(torch.ones(1))
nn.Linear(2, 3)(torch.ones(4))
nn.Linear(2, 3)(torch.ones(1, 4))
nn.Linear(2, 3)(torch.ones(2, dtype=torch.double))
nn.Linear(2, 3)(torch.ones(2, dtype=torch.long))
nn.Linear(2)
nn.Linear(2, 3)(1)
nn.Linear(2, 3).foo()
nn.Sequential(nn.Linear(1, 2), 3)
nn.Sequential(nn.Linear(1, 2))[1]
nn.Sequential(nn.Linear(1, 2))['a']
nn.ModuleList([1])
nn.ModuleList(3)
nn.ModuleDict({'a': 1})
nn.ModuleDict({1: nn.ReLU()})
nn.ModuleDict([('a', nn.ReLU()), ('b', nn.Tanh())])
nn.ModuleDict({'keys': nn.ReLU()})
net = nn.Sequential(nn.Linear(1, 2), nn.ReLU())
shared = nn.Sequential(net, net, net[0])
[n for n, _ in shared.named_modules()]
[n for n, _ in shared.named_modules(remove_duplicate=False)]
[n for n, _ in shared.named_parameters()]
[n for n, _ in shared.named_parameters(remove_duplicate=False)]
[n for n, _ in shared.named_parameters(prefix='pre', recurse=False)]
[n for n, _ in shared.named_children()]
list(shared.state_dict())
m = copy.deepcopy(net)
m[0].weight is net[0].weight
torch.equal(m[0].weight, net[0].weight)
m.to(torch.float64)[0].weight.dtype
m.to(torch.int)
m.half()[0].weight.dtype
m.train(3)
m.training, m.eval().training, m[1].training
m.apply(lambda l: print(type(l).__name__))
m.requires_grad_(False)[0].weight.requires_grad
m.extra_repr()
net.zero_grad()
'weight' in dir(nn.Linear(1, 1))
nn.Linear(1, 1).__dict__.keys()
nn.Linear(3, 2).state_dict().keys()
nn.Linear(3, 2)._get_name()
isinstance(net, nn.Module), issubclass(nn.Sequential, nn.Module)
type(nn.Linear(1, 1).weight)
class R(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.act = nn.ReLU()
    def extra_repr(self):
        return f'n={self.n},\nm=3'
R(3)
nn.Sequential(R(2), nn.Sequential())
class S(nn.Module):
    def get_extra_state(self): return {'a': 1}
    def set_extra_state(self, s): print('set', s)
S().state_dict()
S().load_state_dict({'_extra_state': 5})
S().load_state_dict({})
class P(nn.Linear):
    pass
P(1, 1)
m = nn.Linear(2, 2)
m.register_parameter('bias', None)
m
m(torch.zeros(1, 2)).shape
m.set_submodule('a', nn.ReLU())
m.set_submodule('', nn.ReLU())
m.set_submodule('a.b', 3)
m
