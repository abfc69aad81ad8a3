import copy, math, warnings
import torch
from torch import nn
snippets = """
torch.ones(2).retain_grad()
--
x = torch.tensor(2., requires_grad=True); y = x ** 2; y.backward(); y.backward()
--
x = torch.ones(3, requires_grad=True); (x * 2).backward()
--
x = torch.ones(3, requires_grad=True); (x * 2).backward(torch.ones(2))
--
x = torch.ones(3, requires_grad=True); (x * 2).backward(1.0)
--
x = torch.ones(1, requires_grad=True); (x * 1j).sum().backward()
--
x = torch.ones(3); x.sum().backward()
--
torch.tensor([1, 2], requires_grad=True)
--
torch.tensor([1, 2]).requires_grad_()
--
x = torch.tensor([1, 2]); x.requires_grad = True
--
x = torch.ones(2, requires_grad=True); y = x * 2; y.requires_grad = False
--
torch.ones(2).requires_grad = "a"
--
x = torch.ones(2, requires_grad=True); x.add_(1)
--
x = torch.ones(2, requires_grad=True); x += 1
--
x = torch.ones(2, requires_grad=True); x[x > 0] = 0
--
x = torch.ones(2, requires_grad=True); x[0] = 5.
--
x = torch.ones(2, requires_grad=True); x.view(-1).mul_(2)
--
x = torch.ones(3, requires_grad=True); y = x.exp(); y.add_(1); y.sum().backward()
--
w = torch.ones(3, requires_grad=True); x = torch.ones(3); y = w * x; x.add_(1); y.sum().backward()
--
x = torch.ones(2, 2, requires_grad=True) * 1; a, b = x.unbind(); a.add_(1)
--
x = torch.ones(2, 2, requires_grad=True) * 1; a, b = x.split(1); a.add_(1)
--
x = torch.ones(2, 2, requires_grad=True) * 1; a, b = x.chunk(2); a.add_(1)
--
x = torch.ones(2, requires_grad=True) * 1
with torch.no_grad():
    v = x.view(-1)
v.add_(1)
--
x = torch.ones(3, requires_grad=True) * 1; x[0].detach_()
--
x = torch.ones(1, requires_grad=True); y = torch.ones(1, requires_grad=True); torch.autograd.grad(x.sum(), [x, y])
--
x = torch.ones(1); y = torch.ones(1, requires_grad=True); torch.autograd.grad((x * y).sum(), [x])
--
x = torch.ones(1, requires_grad=True); (x * 2).backward(inputs=[])
--
x = torch.ones(2, requires_grad=True); x.grad = torch.ones(3)
--
x = torch.ones(2, requires_grad=True); x.grad = torch.ones(2, dtype=torch.float64)
--
x = torch.ones(2, requires_grad=True); x.grad = 1
--
x = torch.ones(2, requires_grad=True); x.grad = x
--
torch.ones(2, requires_grad=True).numpy()
--
copy.deepcopy(torch.ones(2, requires_grad=True) * 2)
--
x = torch.ones(2, requires_grad=True); torch.add(x, 1, out=torch.empty(2))
--
torch.ones(2, requires_grad=True).resize_(4)
--
x = torch.ones(2, requires_grad=True); x.set_(torch.ones(3))
--
x = torch.ones(2, requires_grad=True)
with torch.inference_mode():
    y = x * 2
    print(y, y.is_inference(), torch.is_inference_mode_enabled())
z = y * x
--
with torch.inference_mode():
    y = torch.ones(2)
y.add_(1)
--
with torch.inference_mode():
    y = torch.ones(2)
y.requires_grad_()
--
with torch.inference_mode():
    y = torch.ones(2)
print(y._version)
--
torch.ones(2).register_hook(lambda g: g)
--
x = torch.ones(2, requires_grad=True); x.register_hook(lambda g: 1); (x * 2).sum().backward()
--
x = torch.ones(2, requires_grad=True); x.register_hook(lambda g: torch.ones(3)); (x * 2).sum().backward()
--
x = torch.ones(1, requires_grad=True) * 2; x.register_post_accumulate_grad_hook(lambda p: None)
--
class A(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return g, g
A.apply(torch.ones(2, requires_grad=True)).sum().backward()
--
class A(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return torch.ones(3)
A.apply(torch.ones(2, requires_grad=True)).sum().backward()
--
class A(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
A.apply(torch.ones(2, requires_grad=True)).sum().backward()
--
class A(torch.autograd.Function):
    def forward(self, x):
        return x * 2
A()(torch.ones(2, requires_grad=True))
--
class A(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return 3
A.apply(torch.ones(2, requires_grad=True)).sum().backward()
--
from torch.autograd.functional import hessian; hessian(lambda x: x * 2, torch.ones(2))
--
from torch.autograd.functional import vjp; vjp(lambda x: x * 2, torch.ones(2))
--
class A(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return g * 3
torch.autograd.gradcheck(A.apply, (torch.ones(2, dtype=torch.double, requires_grad=True),))
--
torch.autograd.gradcheck(lambda x: x * 3, (torch.ones(2),))
--
torch.func.grad(lambda x: x ** 2)(torch.ones(2))
--
torch.optim.SGD([torch.ones(1, requires_grad=True) * 2], lr=.1)
--
torch.optim.SGD([], lr=.1)
--
torch.optim.SGD(torch.ones(1, requires_grad=True), lr=.1)
--
torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=-1)
--
m = nn.Linear(2, 2); m.weight = torch.ones(2, 2)
--
m = nn.Module(); m.register_parameter("w", torch.ones(2, requires_grad=True) * 1)
--
y = torch.ones(2, requires_grad=True) * 2; print(y.grad); y.grad
--
x = torch.ones(2, requires_grad=True); (x * x).sum().backward(create_graph=True)
--
x = torch.tensor(1.5, requires_grad=True); print(float(x), int(x), math.sqrt(x))
--
print(torch.tensor(torch.ones(2)))
--
with torch.autograd.detect_anomaly():
    (torch.zeros(1, requires_grad=True) - 1).sqrt().sum().backward()
--
o = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=.1); s = torch.optim.lr_scheduler.StepLR(o, 1); s.step()
"""
for number, code in enumerate(snippets.strip().split("\n--\n")):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exec(code, {"torch": torch, "nn": nn, "copy": copy, "math": math})
            print(number, "nothing raised")
        except Exception as error:
            print(number, f"{type(error).__module__}.{type(error).__qualname__}: {error}")
    for warning in caught:
        print("   ", warning.category.__name__ + ":", str(warning.message).split("Traceback of forward call")[0])
