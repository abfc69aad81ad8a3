import torch

a = torch.tensor([1, 2, 3])
a + 1, a * 2, a / 2, a // 2, a % 2, a ** 2
a + 1.5, a * 1.0, 1 / a
a & 1, a | 4, a ^ 1, ~a, a << 1, a >> 1
1 & a, 4 | a, 1 ^ a, 1 << a, 8 >> a
a == 2, a != 2, a < 2, a <= 2, a > 2, a >= 2
2 == a, 2 < a
a == torch.tensor([1, 5, 3])
a == None
a != None
a == "x"
