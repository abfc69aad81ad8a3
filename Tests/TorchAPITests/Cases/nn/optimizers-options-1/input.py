import torch, copy
import torch.nn as nn
from torch import optim
def make(): 
    torch.manual_seed(0)
    return nn.Linear(2, 1), torch.randn(8, 2), torch.randn(8, 1)
def run(cls, n=5, **kw):
    m, x, y = make()
    try:
        o = cls(m.parameters(), **kw)
        for _ in range(n):
            def closure():
                o.zero_grad()
                l = ((m(x) - y) ** 2).mean()
                l.backward()
                return l
            if cls is optim.LBFGS: o.step(closure)
            else:
                closure(); o.step()
        print(cls.__name__, kw, [f'{v:.3g}' for v in m.weight.data.flatten().tolist() + m.bias.data.tolist()])
        return o
    except Exception as e:
        print(cls.__name__, kw, type(e).__name__, e)
names = ['ASGD', 'Adadelta', 'Adafactor', 'Adagrad', 'Adam', 'AdamW', 'Adamax']
names
for n in names:
    c = getattr(optim, n)
    o = run(c)
    print(o)
    for kw in ({'lr': 0.1}, {'lr': -1}, {'lr': torch.tensor(0.1)}, {'weight_decay': 0.1}, {'weight_decay': -1}, {'maximize': True}, {'foreach': True}, {'foreach': False}, {'fused': True}, {'fused': False}, {'capturable': True}, {'capturable': False}, {'differentiable': True}, {'betas': (0.5, 0.9)}, {'betas': (1.0, 0.9)}, {'betas': (0.9, 1.5)}, {'eps': 0.1}, {'eps': -1}, {'amsgrad': True}, {'momentum': 0.9}, {'momentum': -1}, {'nesterov': True}, {'momentum': 0.9, 'nesterov': True}, {'momentum': 0.9, 'nesterov': True, 'dampening': 0.1}, {'momentum': 0.9, 'dampening': 0.5}, {'centered': True}, {'alpha': 0.5}, {'alpha': -1}, {'rho': 0.5}, {'rho': 2}, {'lr_decay': 0.1}, {'lr_decay': -1}, {'initial_accumulator_value': 0.5}, {'initial_accumulator_value': -1}, {'lambd': 0.1}, {'t0': 2}, {'momentum_decay': 0.1}, {'momentum_decay': -1}, {'decoupled_weight_decay': True, 'weight_decay': 0.1}, {'etas': (0.4, 1.3)}, {'etas': (0.4, 0.3)}, {'step_sizes': (1e-3, 1.)}, {'line_search_fn': 'strong_wolfe'}, {'line_search_fn': 'x'}, {'max_iter': 3}, {'history_size': 2}, {'nonsense': 3}, {'foreach': True, 'fused': True}, {'beta2_decay': -0.5}, {'d': 0.5}, {'adjust_lr_fn': 'original'}, {'ns_steps': 3}):
        run(c, 3, **kw)
