import torch
class Named(torch.nn.Parameter):
    @property
    def label(self):
        return "label"
w = torch.ones(2, requires_grad=True)
p = torch.nn.Parameter(torch.zeros(2))
n = Named(torch.zeros(2))
def clear(x, value):
    x.grad = value
    return x.grad
for x in (w, p, n, w, n, p):
    print(clear(x, torch.full((2,), 3.0)), clear(x, None))
for bad in (3, torch.ones(3), "g"):
    try:
        clear(w, bad)
    except (TypeError, RuntimeError) as error:
        print(type(error).__name__, str(error)[:60])
class Plain:
    grad = "class"
o = Plain()
print(clear(o, 5), clear(w, None), clear(o, 6))
def hide(x):
    try:
        x.shape = (3,)
    except AttributeError as error:
        print("AttributeError")
hide(w)
hide(p)
hide(w)
def swap(x, data):
    x.data = data
    return x
print(swap(w, torch.tensor([1.0, 2.0])), swap(p, torch.tensor([4.0])), swap(w, torch.tensor([5.0])))
for exponent in (0, 1, 2, 3, 0.5, -1, 2.0, 1.5, True):
    x = torch.tensor([1.5, -2.0, 0.0], requires_grad=True)
    y = x ** exponent
    y.sum().backward()
    print(exponent, y, x.grad, y.grad_fn._saved_exponent)
x = torch.tensor([1.5, -2.0], dtype=torch.float64, requires_grad=True)
g, = torch.autograd.grad((x ** 2).sum(), x, create_graph=True)
print(g, torch.autograd.grad(g.sum(), x))
c = torch.tensor([2.0])
c.requires_grad_()
z = (c ** 2).mean()
z.backward()
print(c, c.grad, c._version)
print(torch.remainder(w, 2), torch.fmod(w, -2), w % 2, (w.detach() ** 2).mean(), torch.arange(4) ** 2)
print(torch.ones(2, 3).mean(), torch.ones(2, 3).sum(), torch.mean(torch.ones(3)), torch.sum(torch.ones(3)))
a = torch.ones(3, 1, requires_grad=True)
b = torch.ones(1, requires_grad=True)
d = torch.ones(1, 4, requires_grad=True)
((a * 2 + b) * d).sum().backward()
print(a.grad, b.grad, d.grad)
