import torch
labels = torch.tensor([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4, 3, 3, 8, 3, 2, 7])
torch.argsort(labels)
torch.argsort(labels, descending=True)
torch.argsort(labels, stable=True)
torch.sort(labels, stable=True, descending=True)
torch.sort(labels, stable=False).indices
torch.sort(labels[:16])
torch.sort(labels.bool()).indices
torch.argsort(torch.zeros(40))
torch.argsort(torch.zeros(1).expand(40))
torch.argsort(labels.reshape(2, 15).repeat(1, 2), dim=1)
torch.argsort(labels.reshape(2, 15).repeat(10, 1), dim=0)[:, :4].t()
torch.sort(torch.tensor([0.0, -0.0, float("nan"), 1.0, float("nan")] * 6))
torch.sort(torch.tensor([0.0, -0.0, float("nan"), 1.0, float("nan")] * 6), descending=True).indices
torch.topk(labels, 6)
torch.topk(labels, 6, largest=False)
torch.topk(labels, 12, sorted=False)
torch.topk(labels.float(), 30, sorted=False)
torch.topk(torch.zeros(640), 9)
torch.topk(torch.zeros(640), 11)
torch.topk(torch.arange(640) % 3, 10, largest=False)
torch.topk(torch.tensor([0.5, 0.5, 0.1]), 1)
torch.kthvalue(labels, 10)
torch.kthvalue(labels.half(), 16)
torch.kthvalue(torch.zeros(30), 3)
torch.median(labels, 0)
torch.mode(labels)
torch.mode(torch.zeros(30))
torch.argsort(torch.zeros(32768, dtype=torch.int64))[:5], torch.argsort(torch.zeros(32767, dtype=torch.int64))[:5]
torch.argsort(torch.zeros(32768, dtype=torch.int64), descending=True)[:5]
x = torch.zeros(20, requires_grad=True)
torch.topk(x, 3).values.sum().backward()
x.grad
x.grad = None
torch.sort(x).values[:3].sum().backward()
x.grad


def weight(values):
    return sum((i + 1) * int(v) for i, v in enumerate(values)) % 1000003


def made(n, levels, kind):
    i = torch.arange(n)
    if kind == 0:
        return (i * 7919 + i // 3 * 104729) * 1103515245 // 4096 % levels
    if kind == 1:
        return torch.where(i % 2 == 0, i, n - i) % levels
    return i // (n // levels + 1)


for dtype in (torch.float32, torch.float64, torch.int64, torch.int16, torch.uint8, torch.bfloat16):
    for n in (17, 40, 161, 1000, 3000):
        for levels in (1, 2, 7, 100):
            for kind in (0, 1, 2):
                x = made(n, levels, kind).to(dtype)
                found = [torch.argsort(x), torch.argsort(x, descending=True), torch.topk(x, n // 3).indices,
                         torch.topk(x, n // 70 + 1, largest=False).indices, torch.topk(x, n - 1, sorted=False).indices,
                         torch.kthvalue(x, n // 2).indices.reshape(1), torch.mode(x).indices.reshape(1)]
                print(dtype, n, levels, kind, *[weight(f) for f in found])

# Ones that make quicksort deep, so that a heap takes over.
def adversary(n):
    values, order = [0] * n, list(range(n))
    for k in range(n // 2):
        values[k] = k + 1 if k % 2 == 0 else k + n // 2 + (n // 2) % 2
        values[n // 2 + k] = (k + 1) * 2
    return torch.tensor(values)


for n in (64, 500, 2000):
    x = adversary(n) // 2
    print(weight(torch.argsort(x)), weight(torch.sort(-x).indices), weight(torch.topk(x, n // 2, sorted=False).indices))
