import torch, copy, io, warnings
import torch.nn as nn
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
x = torch.randn(4, 2)
def pre(m, args): print('pre', type(m).__name__, args[0].shape)
def post(m, args, out): print('post', type(m).__name__, out.shape)
h1 = net[0].register_forward_pre_hook(pre)
h2 = net[0].register_forward_hook(post)
net(x).shape
h1.remove(); h2.remove()
net(x).shape
class K(nn.Module):
    def forward(self, x, *, scale=1):
        return x * scale
k = K()
k.register_forward_pre_hook(lambda m, a, kw: (a, {'scale': kw.get('scale', 1) * 10}), with_kwargs=True)
k(torch.ones(2), scale=3)
k.register_forward_hook(lambda m, a, kw, o: print(a, kw, o), with_kwargs=True)
k(torch.ones(2), scale=2)
k.register_forward_pre_hook(lambda m, a, kw: 3, with_kwargs=True)
k(torch.ones(2))
k = K()
k.register_forward_hook(lambda m, a, o: o + 1)
k.register_forward_hook(lambda m, a, o: o * 2, prepend=True)
k(torch.ones(1))
k.register_forward_hook(lambda m, a, o: print('always'), always_call=True)
k('a', 1, 2)
k.register_forward_pre_hook(lambda m, a: torch.zeros(1))
k(torch.ones(1))
def bw(m, gi, go): print(type(m).__name__, [None if g is None else g.shape for g in gi], [g.shape for g in go])
for l in net: l.register_full_backward_hook(bw)
net(x).sum().backward()
x2 = x.clone().requires_grad_()
net(x2).sum().backward()
l = nn.Linear(2, 1)
l.register_full_backward_hook(lambda m, gi, go: (gi[0] * 2,))
xx = torch.ones(1, 2, requires_grad=True)
l(xx).sum().backward()
print(xx.grad / l.weight)
l.register_full_backward_pre_hook(lambda m, go: (go[0] * 3,))
xx.grad = None
l(xx).sum().backward()
print(xx.grad / l.weight)
l.register_full_backward_hook(lambda m, gi, go: (gi[0], gi[0]))
l(xx).sum().backward()
l.register_backward_hook(lambda m, gi, go: None)
l2 = nn.Linear(2, 1)
l2.register_backward_hook(lambda m, gi, go: print('old'))
l2.register_full_backward_hook(bw)
import torch.nn.modules.module as M
h = M.register_module_forward_hook(lambda m, a, o: print('g', type(m).__name__))
h2 = M.register_module_forward_pre_hook(lambda m, a: print('gp', type(m).__name__))
h3 = M.register_module_full_backward_hook(lambda m, gi, go: print('gb', type(m).__name__))
net = nn.Sequential(nn.Linear(2, 3), nn.ReLU())
net(torch.ones(1, 2, requires_grad=True)).sum().backward()
h.remove(), h2.remove(), h3.remove()
net(torch.ones(1, 2)).shape
h = M.register_module_full_backward_pre_hook(lambda m, go: print('gbp', type(m).__name__))
net(torch.ones(1, 2, requires_grad=True)).sum().backward()
h.remove()
hs = [M.register_module_parameter_registration_hook(lambda m, n, p: print('param', n)), M.register_module_buffer_registration_hook(lambda m, n, p: print('buffer', n)), M.register_module_module_registration_hook(lambda m, n, p: print('module', n))]
nn.Sequential(nn.Linear(1, 1), nn.BatchNorm1d(1))
for h in hs: h.remove()
net = nn.Sequential(nn.Linear(2, 3), nn.ReLU())
feats = {}
def save(name):
    def hook(m, i, o): feats[name] = o.detach()
    return hook
for n, m in net.named_modules():
    if n: m.register_forward_hook(save(n))
net(x).shape
{k: v.shape for k, v in feats.items()}
net._forward_hooks, len(net[0]._forward_hooks)
net.register_state_dict_pre_hook(lambda m, p, k: print('sdpre', p, k))
net._register_state_dict_hook(lambda m, d, p, meta: print('sd', list(d)))
list(net.state_dict())
net._register_load_state_dict_pre_hook(lambda sd, prefix, meta, strict, missing, unexpected, errors: print('load', prefix, strict, len(sd)))
net.register_load_state_dict_post_hook(lambda m, k: print(k))
net.load_state_dict(net.state_dict())
net.register_load_state_dict_pre_hook(lambda m, *a: print(type(m).__name__, len(a)))
net.load_state_dict(net.state_dict())
net.register_state_dict_post_hook(lambda m, d, p, meta: d.update(a=1))
list(net.state_dict())
class Old(nn.Linear):
    _version = 2
    def _load_from_state_dict(self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs):
        print(prefix, local_metadata)
        super()._load_from_state_dict(state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)
    def _save_to_state_dict(self, destination, prefix, keep_vars):
        super()._save_to_state_dict(destination, prefix, keep_vars)
        destination[prefix + 'mark'] = torch.tensor(1.)
o = nn.Sequential(Old(1, 1))
sd = o.state_dict()
sd, sd._metadata
o.load_state_dict(sd)
o.load_state_dict(sd, strict=False)
pl = nn.ParameterList([torch.ones(2), torch.zeros(3)])
pl
pl[0], pl[-1], len(pl), pl[:1]
pl[5]
pl += [torch.ones(1)]
pl.append(nn.Parameter(torch.ones(1)))
pl.extend(3)
[n for n, _ in pl.named_parameters()]
pl.pop()
pl
pl()
pd = nn.ParameterDict({'b': torch.ones(1), 'a': nn.Parameter(torch.zeros(2))})
pd
pd['c'] = torch.ones(3)
list(pd.keys()), [v.shape for v in pd.values()], [(k, v.shape) for k, v in pd.items()]
'a' in pd, pd.get('z'), pd.get('a').shape
pd.setdefault('z', torch.ones(1))
pd.setdefault('z')
pd.setdefault('n')
pd.copy()
pd.popitem()
pd.pop('a')
pd['nope']
pd | {'k': torch.ones(1)}
pd.fromkeys(['x', 'y'], torch.ones(1))
pd.clear()
pd, len(pd)
reversed(nn.ParameterDict({'a': torch.ones(1), 'b': torch.ones(1)}))
list(reversed(nn.ParameterDict({'a': torch.ones(1), 'b': torch.ones(1)})))
