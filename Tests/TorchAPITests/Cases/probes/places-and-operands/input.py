y = torch.ones(2, 3)
y *= [1, 2]
y *= (1, 2)
y *= 'a'
y += [1, 2]
y * [1, 2]
class A: pass
a = A()
a *= [1]
a * [1]
s = torch.tensor(1.0)
s[0,]
s[2,]
s[-2,]
s[:5:2,]
s[0]
s[1]
y[['a']]
y[b'a']
y[-1, ['a']]
y[0, [1.5]]
y['a']
y[[1.5]]
y[[]]
y[range(2)]
y[None, [2, 1]] = torch.ones(4)
y[torch.tensor([5])] = torch.ones(7)
y[torch.tensor([5])] = torch.ones(3)
y[torch.tensor([0])] = torch.ones(3, dtype=torch.int64)
y[torch.tensor([True, False])] = torch.ones(4)
torch.ones(2, 2).index_put((torch.tensor([[3]]),), torch.ones(3, 2))
torch.ones(2).index_put((torch.tensor([0]), torch.tensor([0])), torch.ones(2).long())
torch.ones(2).index_put_([torch.tensor([0]), torch.ones(2)], torch.ones(2).long())
torch.ones(2, 3).transpose(2**70, -2)
torch.eye(2**63)
torch.randint(2**63, (2,))
z = torch.ones(3, dtype=torch.bfloat16, requires_grad=True)
w = z.exp()
w.mul_(2)
w.sum().backward()
torch.ones(2, 3, dtype=torch.complex64).expand(2, -1, 3, 3).shape
torch.ones(2, 3, dtype=torch.complex64).expand(2)
torch.ones(2, 3, dtype=torch.bfloat16).expand(2)
leaf = torch.ones(3, requires_grad=True)
leaf.view(-1).expand(2, -1).exp_()
leaf &= leaf
leaf[:2].bitwise_and_(1)
leaf.sub_(1)
globals()['made'] = 3
made
globals().update(more=4, made=5)
made, more
del globals()['more']
more
x = torch.ones(2)
x.imag = 1
x.real = 3
x
x.real = 'a'
x = torch.ones(2, dtype=torch.cfloat)
x.real = 3
x.imag = torch.tensor(2.0)
x
x.imag = 2j
x.cuda('a')
x.cuda('cpu')
x.cuda('cuda:1')
torch.ones(2, 3) in torch.ones(4)
torch.ones(2) not in torch.ones(2, 3)
torch.ones(0, 2).repeat(-1, 2)
torch.ones(0, 2).repeat(2, -2)
torch.ones(3).repeat(-1)
import numpy as np
x = torch.ones(2)
x[0] = np.float32(2)
x[0] = np.float16(2)
x[0] = np.int64(3)
x[1] = np.float64(2.5)
x[0] = np.bool_(True)
x[[0]] = np.float32(3)
x
a, b = torch.tensor([1.1, -2.3, 0.7]), torch.tensor([0.3, 1.7, -2.9])
[torch.sub(a.to(t), b.to(t), alpha=k).tolist() for t in (torch.float16, torch.bfloat16) for k in (2.5, 1.3)]
[torch.add(a.to(t), b.to(t), alpha=k).tolist() for t in (torch.float16, torch.bfloat16) for k in (2.5, 1.3)]
a.half().sub_(b.half(), alpha=1.3)
torch.multiply(a, ['a'])
a.multiply(b, dtype=1)
a.divide()
a.true_divide(b, dim=1)
a.multiply(2), a.divide(2), a.divide(2, rounding_mode='floor'), a.true_divide(2)
torch.index_copy(torch.ones(3), 0, torch.ones(2, 2).long(), torch.ones(3))
torch.ones(3).index_copy(-1, torch.tensor([0, 1], dtype=torch.int32), torch.ones(1, 3))
