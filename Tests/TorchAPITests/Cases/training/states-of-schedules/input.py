import torch, warnings
from torch.optim import lr_scheduler as L
def opt(): return torch.optim.SGD([torch.nn.Parameter(torch.ones(2))], lr=0.1)
for mk in [lambda o: L.StepLR(o, 2), lambda o: L.MultiStepLR(o, [1, 3]), lambda o: L.ExponentialLR(o, 0.9), lambda o: L.CosineAnnealingLR(o, 5), lambda o: L.LambdaLR(o, lambda e: 0.5 ** e), lambda o: L.LinearLR(o), lambda o: L.ConstantLR(o), lambda o: L.PolynomialLR(o), lambda o: L.CosineAnnealingWarmRestarts(o, 3), lambda o: L.ReduceLROnPlateau(o), lambda o: L.SequentialLR(o, [L.ConstantLR(o), L.ExponentialLR(o, 0.9)], [2]), lambda o: L.ChainedScheduler([L.ConstantLR(o), L.ExponentialLR(o, 0.9)])]:
    o = opt(); s = mk(o)
    try: print({k: v for k, v in s.state_dict().items() if k not in ("_schedulers", "mode_worse")})
    except Exception as e: print(type(e), e)
    for i in range(3):
        o.step()
        if isinstance(s, L.ReduceLROnPlateau): s.step(1.0)
        else: s.step()
    print(type(s).__name__, s.get_last_lr() if hasattr(s, "get_last_lr") else "")
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")
        if hasattr(s, "get_lr") and not isinstance(s, (L.SequentialLR, L.ChainedScheduler)): 
            try: print(s.get_lr(), [str(x.message) for x in w])
            except Exception as e: print(type(e).__name__, e)
class Warm:
    def __init__(self): self.k = 3
    def __call__(self, e): return 1 / (1 + e * self.k)
o = opt(); s = L.LambdaLR(o, Warm()); o.step(); s.step(); print(s.state_dict()); s2 = L.LambdaLR(opt(), Warm()); d = s.state_dict(); d["lr_lambdas"][0]["k"] = 9; s2.load_state_dict(d); print(s2.lr_lambdas[0].k, s2.last_epoch, s2.get_last_lr())
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); s = L.StepLR(o, 2); s.step(3); print(s.get_last_lr(), [str(x.message)[:40] for x in w])
