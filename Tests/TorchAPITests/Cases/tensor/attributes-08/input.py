import torch

x = torch.arange(3)
for v in x: print(v)
for row in torch.ones(2, 2): print(row)
list(x)
a, b, c = x
a
x.tolist()
sum(x)
max(x)
min(x)
sorted(torch.tensor([3, 1, 2]))
list(zip(x, x))
list(enumerate(x))
[v * 2 for v in x]
iter(torch.tensor(1))
len(torch.tensor(1))
a, b = x
reversed(x)
list(map(int, x))
