import torch, copy
import torch.nn.functional as F
class MyT(torch.Tensor):
    pass

a = torch.tensor([1.0, 2.0]).as_subclass(MyT)
(a, type(a), a.requires_grad)
b = MyT([3.0, 4.0])
print(b, type(b))
(a + b, a + 1, 1 + a, a * torch.ones(2), torch.ones(2) * a, -a, a.sum(), a.max(0), torch.stack([a, b]), a.shape, a[0], a == b, a.split(1))
c = torch.tensor([1.0, 2.0], requires_grad=True).as_subclass(MyT)
print(c, c.is_leaf, c.grad_fn)
d = c * 2
print(d)
d.sum().backward()
m = torch.Tensor._make_subclass(MyT, torch.tensor([1.0, 2.0]), True)
print(m, m.is_leaf, m.requires_grad)
(m * 3).sum().backward()
print(m.grad, type(m.grad))
(m.data, type(m.data), m.detach(), type(m.T), type(m.numpy if False else m.clone()))
copy.deepcopy(a)
copy.copy(a)
ee = a.clone()
r = ee.add_(1)
print(r is ee, ee)
ee[0] = 7
print(ee)
(type(F.relu(a)), type(torch.relu(a)), F.softmax(a, 0), F.linear(a, torch.eye(2)))
(repr(MyT([[1.0, 2.0], [3.0, 4.0]])), str(a), f'{a}', f'{a.sum():.2f}')
class P(torch.nn.Parameter):
    pass

p = P(torch.ones(2))
print(p, type(p + 1), isinstance(p, torch.nn.Parameter))
class A(torch.Tensor):
    pass

class B(torch.Tensor):
    pass

x = torch.ones(2).as_subclass(A)
y = torch.ones(2).as_subclass(B)
x + y
torch.add(x, y)
x.add(y)
torch.Tensor.add(x, y)
torch.cat([x, y])
class A2(A):
    pass

z = torch.ones(2).as_subclass(A2)
(type(x + z), type(z + x))
torch.ones(2).as_subclass(int)
torch.ones(2).as_subclass(3)
lin = torch.nn.Linear(2, 2)
print(type(lin(a)))
(a.tolist(), a.item if 0 else len(a), float(a[0]), bool(a[0] > 0), int(a[1]))
for q in a:
    print(q)

(isinstance(a, torch.Tensor), torch.is_tensor(a), a.new_zeros(2), torch.zeros_like(a), torch.empty_like(a).shape)
class Named(torch.Tensor):

    def __new__(cls, data, name):
        t = torch.as_tensor(data, dtype=torch.float32).as_subclass(cls)
        t.tag = name
        return t

    def hello(self):
        return f'{self.tag}: {self.sum().item()}'

n = Named([1, 2], 'n')
print(n.hello(), n, (n + 1).hello if hasattr(n + 1, 'tag') else 'no name')
class WithNew(torch.Tensor):

    @staticmethod
    def __new__(cls, x, *args, **kwargs):
        return super().__new__(cls, x)

    def __init__(self, x, tag):
        super().__init__()
        self.tag = tag

w = WithNew([1.0, 2.0], 'tag')
print(w, w.tag, type(w * 2))
torch.ones(2).as_subclass(MyT).as_subclass(torch.Tensor)
(type(a.to(torch.float64)), a.double(), a.int(), a.view(2, 1), a.reshape(1, 2), a.unsqueeze(0).T)
(torch.equal(a, b), torch.allclose(a, a), a.dim(), a.numel(), a.size(), a.stride(), a.dtype)
(a.topk(1), a.sort(), a.unbind(), a.std(), torch.einsum('i,i->', a, b), a @ b, a ** 2, 2 ** a, a // 2, a % 2, a / 2, 2 / a, 2 - a, abs(a), a > 1, ~(a > 1), a.pow(2), a.norm())
