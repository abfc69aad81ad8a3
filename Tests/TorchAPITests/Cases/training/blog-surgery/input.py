import torch
from torch import nn
from collections import OrderedDict
torch.manual_seed(0)
old = nn.Sequential(OrderedDict(features=nn.Linear(3, 4), classifier=nn.Linear(4, 10)))
sd = old.state_dict()
print(type(sd).__name__, list(sd.keys()))
new = nn.Sequential(OrderedDict(features=nn.Linear(3, 4), classifier=nn.Linear(4, 2)))
new.load_state_dict(sd)
for key in [k for k in sd if k.startswith("classifier")]:
    del sd[key]
print(new.load_state_dict(sd, strict=False))
print(torch.equal(new.features.weight, old.features.weight))
prefixed = {"module." + k: v for k, v in old.state_dict().items()}
old.load_state_dict(prefixed)
old.load_state_dict({k.removeprefix("module."): v for k, v in prefixed.items()})
r = old.load_state_dict({"features.weight": torch.zeros(4, 3), "more": torch.ones(1)}, strict=False)
print(r.missing_keys, r.unexpected_keys)
print(old.features.weight.sum())
own = new.state_dict()
own["features.bias"] = torch.full((4,), 7.0)
print(new.features.bias)
new.load_state_dict(own)
print(new.features.bias)
own["features.bias"].fill_(1)
print(new.features.bias)
new.features.bias.data.copy_(torch.arange(4.))
print(new.state_dict()["features.bias"])
for k, v in new.state_dict().items(): print(k, "\t", v.size())
new.load_state_dict(3)
new.load_state_dict({"features.weight": 3}, strict=False)
class V(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.zeros(2))
        self.register_buffer("cache", torch.ones(2), persistent=False)
        self.scale = nn.Parameter(torch.ones(()))
print(V().state_dict(), [n for n, _ in V().named_buffers()])
m = V(); m.mean = torch.tensor([1., 2.])
print(m.state_dict()); m.mean = 3
m.register_buffer("scale", torch.ones(1))
m.register_parameter("p", torch.ones(1))
m.scale = torch.ones(1)
