import torch
from torch import nn
def run(make, steps=4):
    w = torch.tensor([2.0, -3.0], requires_grad=True); o = make([w])
    for _ in range(steps):
        o.zero_grad(); (w[0] ** 2 + 10 * w[1] ** 2).backward(); o.step()
    return [round(v, 5) for v in w.tolist()]
O = torch.optim
for name, make in dict(sgd=lambda p: O.SGD(p, 0.01), momentum=lambda p: O.SGD(p, 0.01, momentum=0.9, dampening=0.1), nesterov=lambda p: O.SGD(p, 0.01, momentum=0.9, nesterov=True), adam=lambda p: O.Adam(p, 0.1), ams=lambda p: O.Adam(p, 0.1, amsgrad=True), adamw=lambda p: O.AdamW(p, 0.1, weight_decay=0.1), adamax=lambda p: O.Adamax(p, 0.1), nadam=lambda p: O.NAdam(p, 0.1), radam=lambda p: O.RAdam(p, 0.1), adagrad=lambda p: O.Adagrad(p, 0.5), adadelta=lambda p: O.Adadelta(p, 1.0), rms=lambda p: O.RMSprop(p, 0.05, momentum=0.5, centered=True), rprop=lambda p: O.Rprop(p, 0.1), asgd=lambda p: O.ASGD(p, 0.01), maximize=lambda p: O.SGD(p, 0.01, maximize=True)).items(): print(name, run(make))
w = torch.tensor([1.0], requires_grad=True); o = O.LBFGS([w], lr=0.5, max_iter=5, line_search_fn="strong_wolfe")
def closure():
    o.zero_grad(); l = (w - 3).pow(2).sum(); l.backward(); return l
print(o.step(closure), w)
o.step()
o = O.SGD([w], lr=0.1); print(o.step(lambda: 5), o.zero_grad(set_to_none=False), w.grad)
O.Adam([w], betas=(1.0, 0.9)); O.SGD([w], lr=0.1, nesterov=True); O.Adam([w], lr=-1); O.RMSprop([w], alpha=-1)
o = O.Adam([w], lr=1e-3); print(o, o.defaults["betas"], o.state)
w.grad = torch.ones(1); o.step(); print(o.state[w], o.state_dict()["state"])
h = o.register_step_post_hook(lambda opt, a, k: print("stepped")); o.step(); h.remove(); o.step()
o.load_state_dict({"state": {}, "param_groups": []})
o2 = O.Adam([torch.zeros(1, requires_grad=True)]); o2.load_state_dict(o.state_dict()); print(o2.state_dict()["state"][0]["step"])
class Mine(O.Optimizer):
    def __init__(self, params, lr=0.1): super().__init__(params, dict(lr=lr))
    @torch.no_grad()
    def step(self):
        for g in self.param_groups:
            for p in g["params"]:
                if p.grad is not None: s = self.state[p]; s["n"] = s.get("n", 0) + 1; p.add_(p.grad.sign(), alpha=-g["lr"] / s["n"])
print(run(Mine)); print(Mine([w])); Mine([w]).step(); w.add_(1)
