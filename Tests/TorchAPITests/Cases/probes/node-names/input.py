x = torch.tensor([0.5, 0.25, 0.75], requires_grad=True)
f = torch.inner(x, x).grad_fn
f, f.next_functions, f.next_functions[0][0].next_functions
f = torch.tensordot(x, x, 1).grad_fn
f, f.next_functions, f.next_functions[0][0].next_functions
m = torch.arange(6.0).reshape(2, 3).requires_grad_()
f = torch.tensordot(m, m, 2).grad_fn
f, f.next_functions, f.next_functions[0][0].next_functions
torch.tensordot(m, m, 2)
f = torch.tensordot(x, m, [[0], [1]]).grad_fn
f, f.next_functions, f.next_functions[0][0].next_functions
torch.inner(m, m)
f = torch.special.ndtr(x).grad_fn
f, f.next_functions, f.next_functions[0][0].next_functions
torch.special.ndtr(x)
torch.autograd.grad(torch.special.ndtr(x).sum(), x)
torch.special.bessel_j0(x).requires_grad
torch.special.hermite_polynomial_h(x, 2)
torch.special.airy_ai(x)
torch.nextafter(x, x)
torch.nextafter(x, x).sum().backward()
x.grad
torch.special.zeta(x + 1, x)
torch.special.zeta(x + 1, x).sum().backward()
torch.special.zeta(x + 1, 2.0)
torch.special.zeta(x + 1, 2.0).sum().backward()
h = torch.tensor([0.5, 1.5], dtype=torch.float16, requires_grad=True)
e = torch.tensor([1.0, 2.0], requires_grad=True)
torch.ldexp(h, e)
torch.ldexp(h, e).grad_fn.next_functions
torch.ldexp(h, e).sum().backward()
h.grad, e.grad
A = torch.tensor([[0.5, 2.0, 0.25], [1.0, 0.5, 4.0], [2.0, 0.125, 0.75]], requires_grad=True)
B = torch.ones(3, 1, requires_grad=True)
LU, pivots = torch.linalg.lu_factor(A)
torch.lu_unpack(LU, pivots)
P, L, U = torch.lu_unpack(LU, pivots)
torch.autograd.grad((L * 2 + U).sum(), A)
LU, pivots = torch.linalg.lu_factor(A)
torch.linalg.lu_solve(LU, pivots, B)
torch.lu_solve(B, LU, pivots).grad_fn.next_functions
torch.autograd.grad(torch.lu_solve(B, LU, pivots).sum(), [A, B])
g, = torch.autograd.grad(torch.nn.functional.hardswish(x).sum(), x, create_graph=True)
g, g.grad_fn.next_functions
g, = torch.autograd.grad((x.nan_to_num() ** 2).sum(), x, create_graph=True)
g
g, = torch.autograd.grad(x.logit(0.3).sum(), x, create_graph=True)
g
g, = torch.autograd.grad(torch.tensor([float('nan'), -1.0, 2.0], requires_grad=True).logit(0.3).sum(), x, allow_unused=True)
n = torch.tensor([float('nan'), -1.0, 2.0], requires_grad=True)
n.logit(0.3).sum().backward()
n.grad
