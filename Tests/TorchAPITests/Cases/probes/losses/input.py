import torch
import numpy as np
import torch.nn.functional as F
a, b, w = torch.tensor([[1.0, 2], [3, 5]]), torch.tensor([[0.0, 2.5], [3, 1]]), torch.tensor([[1.0, 2], [3, 4]])


def si(x, k, v):
    x = x.clone()
    x[k] = v
    return x


si(torch.zeros(3), 0, [1])
si(torch.zeros(3, 3), torch.tensor([[True, False, True]] * 3), torch.tensor(1))
si(torch.zeros(3).long(), torch.tensor([True, False, True]), torch.tensor(1.5))
si(torch.zeros(3, 3), torch.tensor([[True, False, True]] * 3), torch.tensor(1).double())
si(torch.zeros(3, 3), torch.tensor([[True, False, True]] * 3), torch.tensor([1]).double())
si(torch.zeros(3, 3), torch.tensor([True, False, True]), torch.tensor(1))
si(torch.zeros(3), torch.tensor([True, False, True]), torch.tensor(1))
si(torch.zeros(3, 3), (torch.tensor([0, 1]), 0), torch.tensor(1))
si(torch.zeros(3, 3), (slice(None), torch.tensor([0, 1])), torch.tensor(1.0))
si(torch.zeros(3, 3, requires_grad=False), (slice(None), [0]), torch.ones(3, 1).long())
si(torch.zeros(3, 3), torch.tensor(1), torch.tensor(1))
si(torch.zeros(3, 3), (torch.tensor(1), [0, 1]), torch.tensor(1))
F.triplet_margin_loss(a, b, a[0])
torch.hardtanh if False else F.hardtanh(torch.tensor([1, 2, 300]), 0.5, 2.7)
F.hardtanh(torch.tensor([1, 2, 3]), float('-inf'), 2)
F.hardtanh(torch.tensor([1], dtype=torch.int8), -1, 300)
F.hardtanh_(torch.tensor([1, 9], dtype=torch.int8))
F.interpolate(torch.ones(1, 2, 4), (2, 3))
F.interpolate(torch.ones(1, 2, 4), scale_factor=(2, 3))
F.pad(torch.ones(1, 1, 3, 3, 3), (1, 0, 2, 1), 'circular')
F.pad(torch.ones(2, 3), (1, 0, 2, 1), 'reflect')
F.pad(torch.ones(3), (1, 1), 'replicate')
F.pad(torch.ones(3), (1, 1), 'circular')
F.l1_loss(a, b, weight=w, reduction='none')
F.l1_loss(a, b, weight=w, reduction='sum')
F.l1_loss(a, b, weight=w, reduction='mean')
F.l1_loss(a, b, weight=torch.ones(2))
F.mse_loss(a, b, weight=w, reduction='none')
F.mse_loss(a, b, weight=w, reduction='sum')
F.mse_loss(a, b, weight=w, reduction='mean')
F.mse_loss(a, b, weight=torch.ones(2))
F.huber_loss(a, b, weight=w, reduction='none')
F.huber_loss(a, b, weight=w, reduction='sum')
F.huber_loss(a, b, weight=torch.ones(2))
