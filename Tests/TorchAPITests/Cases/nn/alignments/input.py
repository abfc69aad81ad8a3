import torch
import torch.nn.functional as F

_ = torch.manual_seed(0)
for dtype in (torch.float32, torch.float64):
    x = torch.randn(9, 4, 5, dtype=dtype).log_softmax(2)
    targets = torch.tensor([[1, 1, 2], [3, 3, 3], [4, 0, 0], [1, 2, 3]])
    for blank in (0, 4):
        for reduction in ("none", "mean", "sum"):
            p = x.clone().requires_grad_()
            loss = F.ctc_loss(p, targets, (9, 4, 6, 9), (3, 3, 1, 0), blank=blank, reduction=reduction)
            loss.sum().backward()
            print(loss, p.grad[:, 0], p.grad[5, :])
    for zero in (False, True):
        p = x.clone().requires_grad_()
        loss = F.ctc_loss(p, targets, (9, 9, 9, 2), (3, 2, 1, 3), reduction="none", zero_infinity=zero)
        loss.sum().backward()
        print(loss, p.grad[:3])
print(F.ctc_loss(x, targets, (9, 0, 1, 0), (3, 0, 1, 2), reduction="none"))
weight = torch.rand(4)
scores = torch.randn(3, 4, 2, requires_grad=True)
labels = torch.tensor([[0, 3], [-100, 2], [1, -100]])
for reduction in ("none", "mean", "sum"):
    for options in ({}, {"weight": weight}, {"ignore_index": 2}):
        if "ignore_index" in options:
            labels = labels.clamp(min=0)
        scores.grad = None
        F.nll_loss(scores, labels, reduction=reduction, **options).sum().backward()
        print(scores.grad[1])
scores = torch.randn(2, 3, requires_grad=True)
F.nll_loss(scores, torch.tensor([-100, -100]), reduction="sum").backward()
print(scores.grad)
F.nll_loss(scores, torch.tensor([-100, -100])).backward()
print(scores.grad)
