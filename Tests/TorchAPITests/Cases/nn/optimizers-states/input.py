import torch, copy
import torch.nn as nn
from torch import optim
torch.manual_seed(0)
def grads(ps):
    for p in ps: p.grad = torch.ones_like(p)
p = nn.Parameter(torch.tensor([1., 2.]))
q = nn.Parameter(torch.tensor([3.]))
o = optim.SGD([{'params': [p]}, {'params': [q], 'lr': 0.5}], lr=0.1, momentum=0.9)
o
grads([p, q]); o.step(); print(p.data, q.data)
o.state_dict()
sd = copy.deepcopy(o.state_dict())
o2 = optim.SGD([{'params': [p]}, {'params': [q]}], lr=0.7)
o2.load_state_dict(sd)
o2
o3 = optim.SGD([p], lr=0.1)
o3.load_state_dict(sd)
o3 = optim.SGD([{'params': [p, q]}, {'params': [nn.Parameter(torch.ones(1))]}], lr=0.1)
o3.load_state_dict(sd)
for c in (optim.Adam, optim.AdamW, optim.RMSprop, optim.Adagrad, optim.Adadelta, optim.Adamax, optim.NAdam, optim.RAdam, optim.ASGD, optim.Rprop, optim.Adafactor):
    p = nn.Parameter(torch.tensor([[1., 2.]]))
    o = c([p])
    p.grad = torch.ones_like(p)
    o.step()
    print(c.__name__, o.state_dict())
    print(o.state[p].keys())
o.param_groups[0].keys()
o.add_param_group({'params': nn.Parameter(torch.ones(1))})
o.add_param_group({'params': [p]})
o.add_param_group([p])
o.add_param_group({'params': {p}})
o.add_param_group({'params': [1]})
optim.SGD([{'params': [p], 'lr': 1}, {'params': p}], lr=0.1)
optim.SGD([p, p], lr=0.1)
optim.SGD([('w', p)], lr=0.1)
optim.SGD([('w', p)], lr=0.1).state_dict()
optim.SGD([('w', p), q], lr=0.1)
optim.SGD(nn.Linear(1, 1).named_parameters(), lr=0.1)
optim.SGD({p}, lr=0.1)
optim.SGD({'params': p}, lr=0.1)
optim.SGD(3, lr=0.1)
optim.SGD([3], lr=0.1)
optim.SGD()
optim.SGD([p], lr='a')
optim.SGD([p], lr=torch.tensor([0.1, 0.2]))
optim.Adam([p], lr=torch.tensor(0.1), foreach=True)
optim.Optimizer([p], {}).step()
optim.Optimizer([p], {'lr': 3})
optim.LBFGS([{'params': [p]}, {'params': [q]}])
optim.LBFGS([p]).step()
o = optim.SGD([p], lr=0.1)
o.step(lambda: 3)
o.register_step_pre_hook(lambda o, a, k: print('pre', a, k))
o.register_step_post_hook(lambda o, a, k: print('post'))
o.step()
o.register_state_dict_pre_hook(lambda o: print('sdpre'))
o.register_state_dict_post_hook(lambda o, sd: print('sdpost', list(sd)))
sd = o.state_dict()
o.register_load_state_dict_pre_hook(lambda o, sd: print('lpre'))
o.register_load_state_dict_post_hook(lambda o: print('lpost'))
o.load_state_dict(sd)
o.zero_grad(set_to_none=False)
o.zero_grad(); p.grad
o.defaults
o.state
optim.SparseAdam([p])
optim.SparseAdam([p], betas=(1., 1))
p.grad = torch.ones(1, 2); optim.SparseAdam([p]).step()
class MyOpt(optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {'lr': lr})
    @torch.no_grad()
    def step(self, closure=None):
        for g in self.param_groups:
            for p in g['params']:
                if p.grad is not None:
                    s = self.state[p]
                    s['n'] = s.get('n', 0) + 1
                    p.add_(p.grad, alpha=-g['lr'])
mo = MyOpt([p]); mo.step(); mo, mo.state_dict()
sch = optim.lr_scheduler.StepLR(mo, 1, 0.5); mo.step(); sch.step(); mo
