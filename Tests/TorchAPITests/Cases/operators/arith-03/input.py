import torch

x = torch.tensor([1., 2.])
y = x
x += 1
y
x -= 1
x *= 3
x /= 2
x **= 2
x //= 1
x %= 2
y
i = torch.tensor([1, 2])
i += 1
i
i += 1.5
i /= 2
i <<= 1
i
i |= 1
i
