import numpy as np
import torch

a = np.zeros((2, 3))
t = torch.from_numpy(a)
a[0, 1] = 5
t
t[1] = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)
a
a += 1
t
t.mul_(2)
a
torch.as_tensor(a).data_ptr() == t.data_ptr()
torch.tensor(a).data_ptr() == t.data_ptr()
u = torch.arange(6).view(2, 3)
b = u.numpy()
b[1, 2] = 100
u
u.zero_()
b
c = b.T
c[0, 0] = 7
u
u[:, 1].numpy()[0] = 8
u
v = u.t()
d = v.numpy()
d[2, 1] = 9
u
d.strides, d.shape
np.asarray(u).shape
np.asarray(u)[0, 0] = 11
u
np.array(u)[0, 0] = 12
u
w = torch.ones(3, requires_grad=True)
w.numpy()
w.detach().numpy()[0] = 4
w
np.shares_memory(b, c)
e = b.astype(np.float32)
e[0, 0] = 99
b
f = b.reshape(3, 2)
f[0, 0] = 13
u
g = b[:, ::2]
g[0, 1] = 14
u
torch.from_numpy(g).tolist()
torch.from_numpy(g)[1, 0] = 15
u
b.flatten()[0] = 16
b.ravel()[1] = 17
u
torch.from_numpy(np.arange(3)[::-1])
torch.from_numpy(np.arange(3)[::-1].copy())
