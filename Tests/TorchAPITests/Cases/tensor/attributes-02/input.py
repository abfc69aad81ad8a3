import torch

s = torch.ones(2, 3).shape
s
s[0]
s[-1]
s[0:1]
s == (2, 3)
s == torch.Size([2, 3])
tuple(s)
list(s)
s.numel()
len(s)
s + (4,)
(1,) + s
s * 2
2 in s
a, b = s
a * b
isinstance(s, tuple)
str(s)
hash(s) == hash((2, 3))
s.count(2)
s.index(3)
