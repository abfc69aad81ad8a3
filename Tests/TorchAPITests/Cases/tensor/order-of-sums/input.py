import torch
def digits(t): return " ".join(repr(v) for v in t.double().flatten().tolist()[:6])
_ = torch.manual_seed(3)
for n in (16, 20, 50, 257):
    x = torch.randn(n, 1)
    print(digits(x.sum(0)), digits(x.mean(dim=0)), digits(x.sum()))
for shape in ((9, 40), (33, 17), (5, 7)):
    x = torch.randn(shape)
    print(digits(x.t().sum(0)), digits(x.t().sum(1)), digits(x.t().sum()), sep="\n")
x = torch.randn(6, 5, 9)
for dims in ((0, 2), (1, 2), (0, 1), (1,)):
    for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
        print(dims, order, digits(x.permute(order).sum(dims)))
        print(digits(x.double().permute(order)[:, ::2].mean(dims)))
w = torch.randn(1, 1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
inputs = torch.linspace(-1, 1, 37).unsqueeze(1)
((inputs * w + b - inputs * inputs) ** 2).mean().backward()
print(digits(w.grad), digits(b.grad))
y = (torch.randn(40) * 3).requires_grad_()
y.tanh().backward(torch.randn(40))
print(digits(y.grad))
x, y, z = torch.randn(3, 40).unbind()
print(digits(torch.add(x, y, alpha=0.37)), digits(x.sub(y, alpha=0.37)))
print(digits(torch.addcmul(x, y, z, value=0.37)), digits(x.addcmul(y, z)))
print(digits(torch.lerp(x, y, 0.3)), digits(torch.lerp(x, y, 0.8)), digits(torch.lerp(x, y, z)))
print(digits(torch.nn.functional.leaky_relu(x, 0.1)), digits(x ** -2))
for dtype in (torch.float32, torch.float64):
    print(digits(torch.arange(-0.7, 3, 0.1, dtype=dtype)[-6:]), digits(torch.linspace(-1, 1, 37, dtype=dtype)[15:]))
print(torch.linspace(-3, 40, 17, dtype=torch.int64))
