import torch
from torch import nn
torch.manual_seed(0)
class Recorder:
    def __init__(self, model):
        self.activations = {}
        self.handles = [layer.register_forward_hook(self.make(name)) for name, layer in model.named_modules() if name]
    def make(self, name):
        def hook(module, inputs, output):
            self.activations[name] = output.detach()
        return hook
    def remove(self):
        for h in self.handles: h.remove()
model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
r = Recorder(model)
model(torch.ones(2, 3))
for k, v in r.activations.items():
    print(k, tuple(v.shape), round(v.mean().item(), 4))
r.remove()
r.activations.clear()
model(torch.ones(1, 3))
print(r.activations, len(model[0]._forward_hooks))
grads = []
h = model[0].register_full_backward_hook(lambda m, gi, go: grads.append((gi, go)))
model(torch.ones(1, 3)).sum().backward()
print(grads)
h.remove()
def double(module, args):
    return (args[0] * 2,)
p = model[2].register_forward_pre_hook(double)
a = model(torch.ones(1, 3)); p.remove(); b = model(torch.ones(1, 3))
print(a, b)
model.register_forward_hook(lambda m, i, o: o + 100)
print(model(torch.zeros(1, 3)))
model[0].weight.register_hook(lambda g: g * 0)
model.zero_grad()
model(torch.ones(1, 3)).sum().backward()
print(model[0].weight.grad, model[0].bias.grad)
def kw(module, args, kwargs):
    print(args, kwargs)
class Scale(nn.Module):
    def forward(self, x, factor=1.0):
        return x * factor
s = Scale()
s.register_forward_pre_hook(kw, with_kwargs=True)
s(torch.ones(2), factor=3.0)
print(h, type(h))
