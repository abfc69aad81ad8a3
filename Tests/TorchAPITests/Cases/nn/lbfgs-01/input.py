import torch
from torch import nn
torch.manual_seed(0)
p = torch.nn.Parameter(torch.tensor([1.5, -2.0]))
opt = torch.optim.LBFGS([p], lr=0.5, max_iter=5)
def closure():
    opt.zero_grad()
    loss = ((p - torch.tensor([3.0, 1.0])) ** 2 * torch.tensor([1.0, 10.0])).sum() + (p[0] * p[1]) ** 2
    loss.backward()
    return loss
for i in range(4):
    print(i, round(opt.step(closure).item(), 4), [round(v, 4) for v in p.tolist()])
