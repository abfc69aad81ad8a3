import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.nn.utils.prune as prune
import torch.nn.utils.parametrize as P
from torch.nn.utils import parametrizations as Z
torch.manual_seed(0)
m = nn.Linear(4, 3)
prune.l1_unstructured(m, 'weight', amount=0.5)
m.weight, m.weight_mask, list(m.state_dict()), m._forward_pre_hooks
list(dict(m.named_buffers())), [n for n, _ in m.named_parameters()], prune.is_pruned(m)
prune.random_unstructured(m, 'bias', amount=1)
m.bias
prune.ln_structured(m, 'weight', amount=1, n=2, dim=0)
m.weight_mask
prune.remove(m, 'weight')
m.weight, list(m.state_dict())
prune.remove(m, 'weight')
prune.random_structured(m, 'weight', 0.5, 1)
prune.custom_from_mask(nn.Linear(2, 2), 'weight', torch.eye(2)).weight
prune.identity(nn.Linear(2, 1), 'weight').weight_mask
net = nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 2))
prune.global_unstructured([(net[0], 'weight'), (net[2], 'weight')], pruning_method=prune.L1Unstructured, amount=0.4)
int(sum((l.weight == 0).sum() for l in (net[0], net[2])))
prune.l1_unstructured(nn.Linear(2, 2), 'weight', amount=2.5)
prune.l1_unstructured(nn.Linear(2, 2), 'weight', amount=-1)
prune.l1_unstructured(nn.Linear(2, 2), 'weight', amount=10)
prune.l1_unstructured(nn.Linear(2, 2), 'w', amount=1)
prune.global_unstructured([(net[0], 'weight')], pruning_method=prune.LnStructured, amount=0.4)
class Half(prune.BasePruningMethod):
    PRUNING_TYPE = 'unstructured'
    def compute_mask(self, t, default_mask):
        mask = default_mask.clone()
        mask.view(-1)[::2] = 0
        return mask
Half.apply(nn.Linear(2, 2), 'weight')
l = nn.Linear(2, 2)
Half.apply(l, 'weight')
prune.l1_unstructured(l, 'weight', 1)
l.weight_mask, type(list(l._forward_pre_hooks.values())[0]).__name__, len(list(l._forward_pre_hooks.values())[0])
l(torch.ones(1, 2)).sum().backward()
l.weight_orig.grad
class Symmetric(nn.Module):
    def forward(self, X):
        return X.triu() + X.triu(1).transpose(-1, -2)
    def right_inverse(self, A):
        return A.triu()
s = nn.Linear(3, 3)
P.register_parametrization(s, 'weight', Symmetric())
s
torch.allclose(s.weight, s.weight.T), list(s.state_dict()), P.is_parametrized(s), P.is_parametrized(s, 'bias'), type(s).__name__
s.parametrizations.weight[0], s.parametrizations.weight.original.shape
s.weight = torch.ones(3, 3)
s.weight
with P.cached():
    print(s.weight is s.weight)
P.remove_parametrizations(s, 'weight', leave_parametrized=True)
s, type(s).__name__, s.weight.requires_grad
P.remove_parametrizations(s, 'weight')
P.register_parametrization(s, 'nothing', Symmetric())
class Bad(nn.Module):
    def forward(self, X): return X[:1]
P.register_parametrization(nn.Linear(3, 3), 'weight', Bad())
class Bad2(nn.Module):
    def forward(self, X): return X.double()
P.register_parametrization(nn.Linear(3, 3), 'weight', Bad2())
class Bad3(nn.Module):
    def forward(self, X): return 3
P.register_parametrization(nn.Linear(3, 3), 'weight', Bad3())
P.register_parametrization(nn.Linear(3, 3), 'weight', Bad(), unsafe=True).weight.shape
w = Z.weight_norm(nn.Linear(3, 2))
w, list(w.state_dict()), w.parametrizations.weight.original0.shape
w(torch.ones(1, 3)).sum().backward()
w.parametrizations.weight.original0.grad.shape
torch.manual_seed(1)
sn = Z.spectral_norm(nn.Linear(3, 2), n_power_iterations=5)
sn, list(sn.state_dict())
abs(torch.linalg.matrix_norm(sn.weight, 2) - 1) < 0.1
o = Z.orthogonal(nn.Linear(3, 3))
torch.allclose(o.weight @ o.weight.T, torch.eye(3), atol=1e-5), list(o.state_dict())
for f in (nn.utils.weight_norm, nn.utils.spectral_norm):
    torch.manual_seed(2)
    g = f(nn.Linear(3, 2))
    print(g, list(g.state_dict()), g(torch.ones(1, 3)))
nn.utils.remove_weight_norm(nn.utils.weight_norm(nn.Linear(3, 2)))
nn.utils.remove_weight_norm(nn.Linear(3, 2))
nn.utils.remove_spectral_norm(nn.Linear(3, 2))
nn.utils.weight_norm(nn.Linear(3, 2), dim=None).weight_g.shape
torch.manual_seed(0)
conv, bn = nn.Conv2d(2, 3, 2).eval(), nn.BatchNorm2d(3)
with torch.no_grad():
    bn(torch.randn(4, 3, 2, 2))
    bn.weight.uniform_()
bn.eval()
x = torch.randn(1, 2, 3, 3)
torch.allclose(bn(conv(x)), nn.utils.fuse_conv_bn_eval(conv, bn)(x), atol=1e-5)
nn.utils.fuse_conv_bn_eval(conv, bn)
nn.utils.fuse_conv_bn_eval(conv.train(), bn)
lin, b1 = nn.Linear(2, 3).eval(), nn.BatchNorm1d(3).eval()
torch.allclose(b1(lin(torch.ones(1, 2))), nn.utils.fuse_linear_bn_eval(lin, b1)(torch.ones(1, 2)), atol=1e-6)
nn.utils.fuse_linear_bn_eval(nn.Linear(2, 4).eval(), b1)
v = nn.utils.parameters_to_vector(lin.parameters())
v
nn.utils.vector_to_parameters(torch.arange(9.), lin.parameters())
lin.weight, lin.bias
nn.utils.parameters_to_vector([])
nn.utils.vector_to_parameters(3, lin.parameters())
nn.utils.clip_grad_norm_([], 1.0)
nn.utils.clip_grad_norm_(lin.parameters(), 1.0)
lin.weight.grad = torch.full((3, 2), 2.)
nn.utils.clip_grad_norm_(lin.weight, 1.0, norm_type='inf'), lin.weight.grad
nn.utils.skip_init(nn.Linear, 2, 3).weight.shape
from torch.nn.utils.clip_grad import clip_grad_norm_
from torch.nn.utils.convert_parameters import parameters_to_vector
for name in 'uniform_ normal_ trunc_normal_ xavier_uniform_ xavier_normal_ kaiming_uniform_ kaiming_normal_ orthogonal_ zeros_ ones_ eye_'.split():
    torch.manual_seed(0)
    t = torch.empty(3, 4)
    print(name, f"{getattr(nn.init, name)(t).abs().sum():.4f}")
nn.init.constant_(torch.empty(2), 3.), nn.init.sparse_(torch.empty(3, 2), 0.4).shape, nn.init.dirac_(torch.empty(2, 2, 3))
nn.init.xavier_uniform_(torch.empty(3))
nn.init.kaiming_normal_(torch.empty(3, 2), mode='x')
nn.init.kaiming_normal_(torch.empty(3, 2), nonlinearity='x')
nn.init.eye_(torch.empty(3))
nn.init.dirac_(torch.empty(3))
nn.init.orthogonal_(torch.empty(3))
nn.init.sparse_(torch.empty(3), 0.1)
nn.init.dirac_(torch.empty(3, 2, 1), groups=2)
[nn.init.calculate_gain(n) for n in ('linear', 'conv2d', 'sigmoid', 'tanh', 'relu', 'leaky_relu', 'selu')], nn.init.calculate_gain('leaky_relu', 0.2)
nn.init.calculate_gain('leaky_relu', 'a')
nn.init.eye(torch.empty(2, 2)), nn.init.dirac(torch.empty(1, 1, 1))
