import torch
import torch.nn.functional as F
# Shapes that products in place refuse.
x = torch.zeros(2, 3)
x.addmm_(torch.ones(2, 2), torch.ones(2, 2))
x.addmm_(torch.ones(4, 2), torch.ones(2, 3))
x.addmm_(torch.ones(2, 2), torch.ones(3, 3))
x.addmm_(torch.ones(2, 2), torch.ones(3))
torch.addmm(x, torch.ones(2, 2), torch.ones(2, 2))
torch.zeros(2, 2).addr_(torch.ones(3), torch.ones(2))
torch.zeros(2).addr_(torch.ones(2), torch.ones(2))
torch.zeros(2, 2, 2).baddbmm_(torch.ones(2, 2, 3), torch.ones(3, 3, 3))
torch.baddbmm(torch.zeros(2, 2, 2), torch.ones(2, 2, 3), torch.ones(2, 2, 3))
torch.baddbmm(torch.zeros(3, 3), torch.ones(2, 2, 3), torch.ones(2, 3, 3))
# Generators of devices that are not there; the next tensor is on the CPU.
for kind in ("cuda", "cuda:1", "xpu", "mps", "mtia", "hip", "xla", "meta", "vulkan", "privateuseone"):
    try:
        torch.Generator(kind)
    except RuntimeError as error:
        print(kind, error)
torch.zeros(2).device
# Terms that become infinite.
torch.mvlgamma(torch.tensor([3.0, 2.5]), 10**9)
# Reflections write the signs of their zeros.
torch.linalg.householder_product(torch.zeros(3, 3), torch.tensor([1.5, 1.0, 2.0]))
torch.linalg.householder_product(-torch.zeros(3, 3), torch.tensor([1.5, -1.0]))
torch.linalg.householder_product(torch.tensor([[0.0, 0, 0], [1, 0, 0], [0, 0, 0]]), torch.tensor([1.0, 2, 1]))
torch.linalg.householder_product(torch.tensor([[1.0, 2], [3, 4], [5, 6]]), torch.tensor([0.5, 0.25]))
torch.linalg.qr(torch.eye(3)).Q
# Pieces that are no views.
w = torch.arange(6.0).requires_grad_()
torch.unsafe_split(w, 4)
torch.unsafe_split_with_sizes(w, [2, 4])
torch.unsafe_chunk(w, 2)
pieces = w.unsafe_split(3); pieces[0]._is_view(), pieces[0].data_ptr() == w.data_ptr()
(pieces[0] * 2 + pieces[1]).sum().backward(); w.grad
# Poolings and normalisations of too few dimensions, or without elements.
F.avg_pool2d(torch.tensor(1.0), 2)
F.lp_pool2d(torch.tensor(1.0), 2, 2)
F.avg_pool3d(torch.zeros(0, 3, 3, 3), 2)
F.avg_pool3d(torch.zeros(1, 2, 0, 3, 3), 2)
F.max_pool3d(torch.zeros(2, 2, 2, 0), 2)
F.avg_pool3d(torch.zeros(1, 2, 2, 2, 2).bfloat16(), 2)
F.batch_norm(torch.zeros(0), torch.zeros(1), torch.ones(1))
F.batch_norm(torch.zeros(0), None, None, torch.ones(2), torch.zeros(3), training=True)
F.batch_norm(torch.zeros(3), torch.zeros(3), torch.ones(3))
F.interpolate(torch.zeros(1, 0, 3), scale_factor=2)
F.interpolate(torch.zeros(1, 0, 3, 3), scale_factor=2, mode="nearest-exact")
# Three dimensions of half types, in which every sum is rounded.
a = torch.arange(2 * 3 * 5 * 7 * 6).remainder(37).div(7).view(2, 3, 5, 7, 6)
for kind in (torch.bfloat16, torch.float16):
    b = a.to(kind).requires_grad_()
    c = F.adaptive_avg_pool3d(b, (2, 3, 2))
    print(c.flatten()[:24].float())
    c.backward(torch.linspace(-1, 1, c.numel()).view(c.shape).to(kind))
    print(b.grad.flatten()[:24].float(), b.grad.float().sum())
F.adaptive_avg_pool3d(a.bfloat16(), 1).flatten()
F.adaptive_avg_pool2d(a[0].bfloat16(), (3, 2)).flatten()[:12]
# Bytes at an offset are a storage of their own.
b = bytearray(range(16))
t = torch.frombuffer(b, dtype=torch.int32, offset=4, count=2)
t.storage_offset(), t.untyped_storage().nbytes(), t
t[0] = -1; b[4:8]
b[8] = 0; t
u = torch.frombuffer(b, dtype=torch.uint8, offset=3)
u.storage_offset(), u.untyped_storage().nbytes(), u[:3], t._version, u._version
torch.frombuffer(bytes(8), dtype=torch.int16, offset=2).storage_offset()
