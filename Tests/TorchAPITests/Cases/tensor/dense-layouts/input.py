import torch
a = torch.zeros(2, 3, 24)[:, :, :8].transpose(1, 2)
[t.stride() for t in (a, torch.empty_like(a), a.clone(), a + 1, a.double(), torch.zeros_like(a), a.exp(), torch.rand_like(a))]
b = torch.zeros(1, 3, 24)[:, :, :8].view(1, 3, 2, 4).transpose(1, 2)
[t.stride() for t in (b, torch.empty_like(b), b.clone(), b * 1.0, b.to(torch.int), b.flip(0))]
c = torch.zeros(3, 1).expand(3, 4)
[t.stride() for t in (c, torch.empty_like(c), c.clone(), c + 1, c.half())]
d = torch.zeros(4, 6)[::2, ::3].t()
[t.stride() for t in (d, torch.empty_like(d), d.clone(), d + 1, d.contiguous(), d.bool(), d.flip(1))]
e = torch.zeros(2, 1, 3).as_strided((2, 1, 3), (3, 7, 1))
[t.stride() for t in (e, torch.empty_like(e), e.clone(), e.double())]
f = torch.zeros(0, 3).t()
[t.stride() for t in (f, torch.empty_like(f), f.clone(), f + 1)]
torch.zeros(2, 3, 4, 5).to(memory_format=torch.channels_last)[:, :2].clone().stride()
torch.zeros(2, 3, 4, 5).permute(3, 0, 2, 1)[::2].clone().stride()
