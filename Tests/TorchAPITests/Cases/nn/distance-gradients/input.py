import torch
import torch.nn.functional as F

torch.set_printoptions(precision=8)
_ = torch.manual_seed(0)
for dtype in (torch.float32, torch.float64):
    for width in (3, 8, 19):
        rows, others = torch.randn(4, width, dtype=dtype), torch.randn(3, width, dtype=dtype)
        for p in (1.0, 2.0, float("inf")):
            x = rows.clone().requires_grad_()
            y = F.pdist(x, p)
            print(y.detach())
            (y * torch.arange(6, dtype=dtype)).sum().backward()
            print(x.grad[1])
            x, z = rows.clone().requires_grad_(), others.clone().requires_grad_()
            torch.cdist(x, z, p).square().sum().backward()
            print(x.grad[0], z.grad[2])
# Rows that are the same have no direction.
same = torch.ones(3, 2, requires_grad=True)
F.pdist(same).sum().backward()
print(same.grad)
print(F.pdist(torch.randn(1, 3)), F.pdist(torch.randn(0, 3)), F.pdist(torch.randn(3, 0)))
batch, more = torch.randn(2, 3, 4, requires_grad=True), torch.randn(2, 2, 4, requires_grad=True)
torch.cdist(batch, more).sum().backward()
print(batch.grad[1], more.grad[0])
for beta in (0.5, 1.0, 2.0):
    for loss, name in ((F.smooth_l1_loss, "beta"), (F.huber_loss, "delta")):
        for reduction in ("none", "mean", "sum"):
            x, y = torch.randn(3, 5, requires_grad=True), torch.randn(3, 5, requires_grad=True)
            loss(x, y, reduction=reduction, **{name: beta}).sum().backward()
            print(x.grad[0], y.grad[2])
x, y = torch.randn(3, 5, requires_grad=True), torch.randn(3, 5, requires_grad=True)
F.mse_loss(x, y).backward()
print(x.grad[0], y.grad[0])
first = torch.autograd.grad(F.huber_loss(x, y), x, create_graph=True)[0]
print(type(first.grad_fn).__name__, torch.autograd.grad(first.sum(), x)[0][0])
