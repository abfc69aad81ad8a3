import torch, torch.nn as nn, torch.nn.functional as F
class A(torch.Tensor): pass
class Log(torch.overrides.TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        print(torch.overrides.resolve_name(func) or func.__name__); return func(*args, **(kwargs or {}))
x = torch.ones(1, 2).as_subclass(A)
(type(nn.Linear(2, 2)(x)), type(nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Dropout(0.0))(x)), type(nn.LayerNorm(2)(x)), type(F.relu(x)), type(x.sum()), type(x @ x.T), type(x[0]), type(x.shape))
x = torch.ones(1, 2).as_subclass(A)
(type(nn.MSELoss()(x, torch.ones(1, 2))), type(nn.CrossEntropyLoss()(x, torch.tensor([0]))), type(torch.stack([x, x])), type(torch.cat([torch.ones(1, 2), x])), type(torch.where(x > 0, x, 0.0)), type(torch.clamp(x, min=0)), type(x.sum(dim=1)), type(torch.sum(x, dim=1, keepdim=True)), type(torch.mean(input=x)))
with Log():
    torch.ones(2) + 1
    torch.ones(2).sum(dim=0)
    torch.zeros(2, dtype=torch.float64)
    torch.rand(2)[0]
with Log():
    F.relu(torch.ones(2))
    F.mse_loss(torch.ones(2), torch.ones(2))
    F.softmax(torch.ones(2), 0)
x = torch.ones(2, requires_grad=True).as_subclass(A)
y = (x * 2).sum()
y
y.backward()
p = nn.Parameter(torch.ones(2))
o = torch.optim.SGD([p], lr=0.1)
x = torch.ones(2).as_subclass(A)
(p * x).sum().backward()
type(p.grad)
o.step()
p
x = A([1.0, 2.0])
x
x + 1
repr(x.data)
(type(x.detach()), type(x.clone()), type(x.to(torch.float64)), type(x.numpy()), type(x.tolist()))
x = torch.ones(2).as_subclass(A)
x += 1
(type(x), x)
x[0] = 5
x
(type(-x), type(x ** 2), type(2 - x), type(x > 1), type(abs(x)), len(x), [type(e) for e in x], bool(x[0] > 1), float(x[0]))
class Told(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        print(func.__name__, types)
        return super().__torch_function__(func, types, args, kwargs)
class Own(nn.Parameter): pass
x = torch.ones(1, 2).as_subclass(Told); w = nn.Parameter(torch.ones(2))
type(F.layer_norm(x, (2,), w))
type(F.layer_norm(x, (2,), torch.ones(2)))
type(F.layer_norm(x, (2,), Own(torch.ones(2))))
type(x * w)
