import torch

for dtype in (torch.float16, torch.bfloat16):
    x = ((torch.arange(3 * 150).reshape(3, 150) * 37 % 101 - 50) / 400 + 1).to(dtype)
    print(x.prod(), x.prod().view(torch.int16), x.prod(1).view(torch.int16), x.prod(0)[:6])
    y = ((torch.arange(60) * 29 % 53 + 40) / 13).to(dtype)
    z = ((torch.arange(60) * 31 % 47 + 3) / 97).to(dtype)
    print(torch.div(y, z, rounding_mode='trunc'))
    print(torch.div(y, 0.7, rounding_mode='trunc'))
    print(torch.hardshrink(y - 2, 0.3).count_nonzero(), (z * 4).rsqrt_().view(torch.int16)[-5:], torch.hardshrink(torch.tensor([0.3, -0.3, 0.31], dtype=dtype), 0.3))
