import torch
import numpy as np
import torch.nn.functional as F
a, t, g = np.array([1, 2, 3]), torch.tensor([1.0, 2, 3]), torch.ones(3, requires_grad=True)
x = torch.zeros(3, dtype=torch.bool)


def si(x, k, v):
    x = x.clone()
    x[k] = v
    return x


g * a
g * a.astype(np.float32)
g + a.astype(np.float32)
t * a.astype(np.float32)
t * np.float64(2)
t * np.array(2)
t * np.int64(2)
np.float64(2) * t
g * np.float64(2)
np.float32(2) * g
torch.ones(3).half() * a.astype(np.int16)
torch.ones(3).bfloat16() * a
torch.ones(3, dtype=torch.bool) * a
torch.ones(3, dtype=torch.int32) * a.astype(np.float32)
torch.ones(3).cfloat() * a
torch.ones(3, dtype=torch.uint8) * a.astype(np.int8)
t.__rmul__(a)
t / a
a / t
torch.tensor(2.0) - True
torch.ones(2) - True
True - torch.ones(2)
True - torch.tensor(1.0)
torch.ones(2).sub(True)
torch.ones(2) - torch.tensor(True)
torch.ones(2, dtype=torch.int64) - True
si(torch.zeros(3, dtype=torch.bool), 0, 1j)
si(torch.zeros(3), 0, 1j)
si(torch.zeros(3), torch.tensor([0]), 1j)
si(torch.zeros(3), slice(0, 2), 3 + 0j)
si(torch.zeros(3, dtype=torch.int64), slice(0, 2), 300.5)
si(torch.zeros(3, dtype=torch.int8), slice(0, 2), 300)
si(torch.zeros(3, dtype=torch.int8), torch.tensor([0]), 300)
si(torch.zeros(3, dtype=torch.int8), 0, 300)
si(torch.zeros(3, dtype=torch.uint8), 0, -1)
si(torch.zeros(3, dtype=torch.int8), slice(0, 0), 300)
si(torch.zeros(3, dtype=torch.int64), 0, float('inf'))
si(torch.zeros(3), [0, 1], torch.tensor([1.0, 2]).double())
si(torch.zeros(3), [0, 1], torch.tensor(1.0).double())
si(torch.zeros(3), torch.tensor([True, False, True]), torch.tensor([1.0, 2]).double())
si(torch.zeros(3), torch.tensor([True, False, True]), torch.tensor(1.0).double())
si(torch.zeros(3), 0, torch.tensor(1.0).double())
si(torch.zeros(3), slice(0, 2), torch.tensor([1, 2]))
si(torch.zeros(3), [0, 1], torch.tensor(1))
si(torch.zeros(3), [0, 1], torch.tensor([1]))
si(torch.zeros(3), [0, 1], np.float64(2))
si(torch.zeros(3).long(), torch.tensor([True, False, True]), torch.tensor(1.5))
si(torch.zeros(3, 3), torch.tensor([[True, False, True]] * 3), torch.tensor(1))
si(torch.zeros(3), [0, 1], [1, 2])
F.hardtanh(torch.tensor([0, 1, 9]), -1.5, 1.5)
F.hardtanh(torch.tensor([0, 1, 9]), 2, 1)
F.silu(torch.tensor([-0.3, 1.7, -2.25, 0.75]).half())
F.mish(torch.tensor([-0.3, 1.7, -2.25, 0.75]).half())
F.silu(torch.tensor([-0.3, 1.7, -2.25, 0.75]).bfloat16())
F.mish(torch.tensor([-0.3, 1.7, -2.25, 0.75]).bfloat16())
F.gelu(torch.tensor([-0.3, 1.7, -2.25, 0.75]).half())
F.softplus(torch.tensor([-0.3, 1.7, -2.25, 0.75]).half())
F.elu(torch.tensor([-0.3, 1.7, -2.25, 0.75]).half())
torch.tensor(1 + 1j).__int__()
int(torch.tensor(1 + 0j))
float(torch.tensor(1 + 1j))
F.glu(torch.ones(4).long())
F.huber_loss(torch.ones(4).long(), torch.ones(4).long())
F.smooth_l1_loss(torch.ones(4).long(), torch.ones(4).long())
F.mse_loss(torch.ones(4).cfloat(), torch.ones(4).cfloat())
F.mse_loss(torch.ones(4).long(), torch.ones(4).long())
F.binary_cross_entropy(torch.ones(4).long(), torch.ones(4).long())
F.smooth_l1_loss(torch.ones(4), torch.ones(4), beta=-1.0)
F.huber_loss(torch.ones(4), torch.ones(4), delta=-1.0)
F.cross_entropy(torch.ones(2, 3), torch.ones(2, 3), ignore_index=2)
F.mse_loss(torch.ones(4), torch.ones(4), weight=torch.ones(3))
F.l1_loss(torch.ones(4), torch.ones(4), weight=torch.ones(3))
F.huber_loss(torch.ones(4), torch.ones(4), weight=torch.ones(3))
F.interpolate(torch.ones(1, 2, 4), (2, 3))
F.interpolate(torch.ones(1, 2, 4, 4), (2,))
F.interpolate(torch.ones(1, 2, 4), scale_factor=(2, 3))
F.pad(torch.ones(1, 1, 3, 3, 3), (1, 0, 2, 1), 'circular')
F.triplet_margin_loss(torch.ones(2, 3), torch.ones(2, 3), torch.ones(3))
F.relu6(torch.tensor([0, 1, 9]).to(torch.uint8))
F.hardtanh(torch.tensor([0, 1, 9]).to(torch.uint8))
torch.nn.ReLU6()(torch.tensor([0, 1, 9]).to(torch.uint8))
F.relu6(torch.tensor([0, 1, 9]).to(torch.int8))
F.hardtanh(torch.tensor([0, 1, 9]).to(torch.int8))
torch.nn.ReLU6()(torch.tensor([0, 1, 9]).to(torch.int8))
F.relu6(torch.tensor([0, 1, 9]).to(torch.int32))
F.hardtanh(torch.tensor([0, 1, 9]).to(torch.int32))
torch.nn.ReLU6()(torch.tensor([0, 1, 9]).to(torch.int32))
F.relu6(torch.tensor([0, 1, 9]).to(torch.int64))
F.hardtanh(torch.tensor([0, 1, 9]).to(torch.int64))
torch.nn.ReLU6()(torch.tensor([0, 1, 9]).to(torch.int64))
F.relu6(torch.tensor([0, 1, 9]).to(torch.bool))
F.hardtanh(torch.tensor([0, 1, 9]).to(torch.bool))
torch.nn.ReLU6()(torch.tensor([0, 1, 9]).to(torch.bool))
t + a
torch.tensor(2.0) + a
t - a
torch.tensor(2.0) - a
t * a
torch.tensor(2.0) * a
t / a
torch.tensor(2.0) / a
t // a
torch.tensor(2.0) // a
t % a
torch.tensor(2.0) % a
t ** a
torch.tensor(2.0) ** a
si(torch.zeros(2, dtype=torch.float32), 0, 1e+300)
si(torch.zeros(2, dtype=torch.float32), 0, 70000.0)
si(torch.zeros(2, dtype=torch.float32), 0, 1j)
si(torch.zeros(2, dtype=torch.float32), 0, 2 ** 40)
si(torch.zeros(2, dtype=torch.float32), 0, -3)
si(torch.zeros(2, dtype=torch.float32), 0, -3.0)
si(torch.zeros(2, dtype=torch.float32), 0, True)
si(torch.zeros(2, dtype=torch.float32), 0, float('inf'))
si(torch.zeros(2, dtype=torch.float16), 0, -3)
si(torch.zeros(2, dtype=torch.float16), 0, -3.0)
si(torch.zeros(2, dtype=torch.float16), 0, True)
si(torch.zeros(2, dtype=torch.float16), 0, float('inf'))
si(torch.zeros(2, dtype=torch.bfloat16), 0, 70000.0)
si(torch.zeros(2, dtype=torch.bfloat16), 0, 2 ** 40)
si(torch.zeros(2, dtype=torch.bfloat16), 0, -3)
si(torch.zeros(2, dtype=torch.bfloat16), 0, -3.0)
si(torch.zeros(2, dtype=torch.bfloat16), 0, True)
si(torch.zeros(2, dtype=torch.bfloat16), 0, float('inf'))
si(torch.zeros(2, dtype=torch.float64), 0, 1e+300)
si(torch.zeros(2, dtype=torch.float64), 0, 70000.0)
si(torch.zeros(2, dtype=torch.float64), 0, 1j)
si(torch.zeros(2, dtype=torch.float64), 0, 2 ** 40)
si(torch.zeros(2, dtype=torch.float64), 0, -3)
si(torch.zeros(2, dtype=torch.float64), 0, -3.0)
si(torch.zeros(2, dtype=torch.float64), 0, True)
si(torch.zeros(2, dtype=torch.float64), 0, float('inf'))
si(torch.zeros(2, dtype=torch.int32), 0, 1e+300)
si(torch.zeros(2, dtype=torch.int32), 0, 70000.0)
si(torch.zeros(2, dtype=torch.int32), 0, 1j)
si(torch.zeros(2, dtype=torch.int32), 0, 2 ** 40)
si(torch.zeros(2, dtype=torch.int32), 0, -3)
si(torch.zeros(2, dtype=torch.int32), 0, -3.0)
si(torch.zeros(2, dtype=torch.int32), 0, True)
si(torch.zeros(2, dtype=torch.int32), 0, float('inf'))
si(torch.zeros(2, dtype=torch.uint8), 0, 1e+300)
si(torch.zeros(2, dtype=torch.uint8), 0, 70000.0)
si(torch.zeros(2, dtype=torch.uint8), 0, 1j)
si(torch.zeros(2, dtype=torch.uint8), 0, 2 ** 40)
si(torch.zeros(2, dtype=torch.uint8), 0, -3)
si(torch.zeros(2, dtype=torch.uint8), 0, -3.0)
si(torch.zeros(2, dtype=torch.uint8), 0, True)
si(torch.zeros(2, dtype=torch.uint8), 0, float('inf'))
