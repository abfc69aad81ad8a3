import torch
from torch import nn
torch.manual_seed(0)
s = nn.Sequential(nn.Linear(1, 2), nn.ReLU())
s.append(nn.Linear(2, 3)); s.insert(1, nn.Tanh()); s.extend([nn.Sigmoid()])
print(s, len(s), s[-1], s[1:3])
del s[0]; print(s); s[0] = nn.GELU(); print(s[0], s.pop(1), len(s))
print(nn.Sequential(nn.ReLU()) + nn.Sequential(nn.Tanh()), nn.Sequential(nn.ReLU()) * 2)
s[9]
l = nn.ModuleList([nn.Linear(1, 1) for _ in range(2)]); l += [nn.ReLU()]; l.insert(0, nn.Tanh()); print(l, len(l), l[-1], l[1:])
l(torch.ones(1))
d = nn.ModuleDict({"a": nn.ReLU()}); d["b"] = nn.Tanh(); d.update({"c": nn.Linear(1, 1)}); print(d, list(d.keys()), "a" in d, d.pop("a"), len(d)); d["zz"]
for k, v in d.items(): print(k, v)
d["x.y"] = nn.ReLU()
p = nn.ParameterList([nn.Parameter(torch.ones(1)), torch.zeros(2)]); p.append(torch.ones(3)); print(p, len(p), [x.shape for x in p])
q = nn.ParameterDict({"w": torch.ones(2), "b": nn.Parameter(torch.zeros(1))}); q["n"] = torch.ones(1); print(q, list(q), q["w"]); q.pop("w"); print(len(q))
class M(nn.Module):
    def __init__(self):
        super().__init__(); self.ls = [nn.Linear(1, 1)]; self.reg = nn.ModuleList(self.ls); self.opt = None; self.add_module("extra", nn.ReLU())
m = M(); print(m, len(list(m.parameters()))); m.extra = None; print(m.extra, [n for n, _ in m.named_modules()])
m.add_module("", nn.ReLU()); m.add_module("a.b", nn.ReLU()); m.add_module("reg2", 3); m.add_module("ls", nn.ReLU())
nn.Flatten()(torch.ones(2, 3, 4)).shape; nn.Unflatten(1, (2, 3))(torch.ones(1, 6)).shape; nn.Identity()(3)
nn.Sequential()(torch.ones(1)); list(nn.Sequential().parameters()); nn.Sequential(a=1)
