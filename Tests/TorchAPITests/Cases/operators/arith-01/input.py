import torch

a, b = torch.tensor([1., 2.]), torch.tensor([3., 4.])
a + b, a - b, a * b, a / b
a // b, b % a, a ** b, a @ b
-a, +a, abs(-a)
a + 1, 1 + a, a - 1, 1 - a, a * 2, 2 * a, a / 2, 2 / a
a // 2, 7 // a, a % 2, 7 % a, a ** 2, 2 ** a
a + True, a * 1.5, a + (1 + 1j)
