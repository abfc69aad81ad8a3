import torch
import numpy as np
import torch.nn.functional as F


def si(x, k, v):
    x = x.clone()
    x[k] = v
    return x


si(torch.zeros(3, dtype=torch.half), 0, 1e10)
si(torch.zeros(3, dtype=torch.half), [0, 1], 1e10)
si(torch.zeros(2, dtype=torch.bfloat16), 0, 1e300)
si(torch.zeros(2, dtype=torch.bfloat16), 0, 1j)
si(torch.zeros(3), 0, np.array(1))
si(torch.zeros(3), slice(0, 2), np.array([1, 2]))
si(torch.zeros(3), [0, 1], np.array([1, 2]))
si(torch.zeros(3, 3), True, torch.tensor(1))
si(torch.zeros(3, 3), (True, None), torch.ones(3, 3).long())
F.max_pool1d(torch.ones(1, 2, 4), 2, dilation=-1)
F.max_pool2d(torch.ones(1, 2, 4, 4), 2, dilation=0)
F.max_pool3d(torch.ones(1, 2, 4, 4, 4), 2, dilation=(1, 2, 0))
F.huber_loss(torch.tensor([1.0, 5]), torch.tensor([2.0, 2]), weight=torch.tensor([1.0, 3]), delta=0.5)
torch.tensor(1 + 2j).mH
torch.add(torch.tensor([1]), 1, alpha=1j)
torch.tensor([], dtype=torch.int32).median()
torch.tensor([], dtype=torch.int16).median()
torch.diag_embed(torch.ones(3), dim1=1)
