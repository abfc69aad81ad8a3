import torch

L = torch.linalg


def pattern(*shape):
    """Values of both signs without chance."""
    count = 1
    for size in shape:
        count *= size
    return ((torch.arange(count) * 7919 + 13) % 101 - 50).double().reshape(shape) / 100


def layout(x):
    return x.stride() if isinstance(x, torch.Tensor) else [layout(part) for part in x]


# Results lie column by column where LAPACK made them.
for dtype in (torch.float32, torch.complex64):
    for shape in ((3, 3), (2, 3, 3), (2, 3, 4), (4, 3)):
        a = pattern(*shape).to(dtype)
        print(layout(L.lu_factor(a)), layout(L.lu(a)), layout(torch.geqrf(a)), layout(L.qr(a)))
        if shape[-1] != shape[-2]:
            continue
        a = a + 2 * torch.eye(shape[-1], dtype=dtype)
        p = a @ a.mH
        factors = L.lu_factor(a)
        c = L.cholesky(p)
        print(layout(c), layout(L.cholesky(p, upper=True)), layout(L.cholesky_ex(p)), layout(L.ldl_factor(p)))
        print(layout(torch.cholesky_inverse(c)), layout(L.householder_product(*torch.geqrf(a))))
        for b in (a, a[..., :1], a.mT, a[..., :2]):
            print(layout(L.solve_triangular(a, b, upper=True)), layout(L.lu_solve(*factors, b)))
            print(layout(torch.cholesky_solve(b, c)), layout(torch.triangular_solve(b, a)[0]), layout(L.solve(a, b)))
        print(layout(L.solve_triangular(a, a, upper=True, left=False)), layout(L.solve(a, a, left=False)))

# What is left of a factor that cannot be completed.
bad = torch.tensor([[4.0, 2, 0], [2, -1, 5], [7, 8, 9]])
both = torch.stack([torch.eye(3), bad])
for dtype in (torch.float32, torch.float64):
    print(L.cholesky_ex(bad.to(dtype)), L.cholesky_ex(both.to(dtype), upper=True))
print(L.cholesky_ex(bad + 0j)[0].real, L.cholesky_ex(both + 0j, upper=True)[0].real)
x = torch.tensor([[4, 2j], [-2j, 3]])
print(L.cholesky(x, upper=True), L.cholesky(x))
print(L.cholesky_ex(both.requires_grad_()))
L.cholesky_ex(bad, check_errors=True)
L.cholesky_ex(both, check_errors=True)
L.cholesky(both)

# An upper factor is one node, and has the gradient of the lower one.
x = (pattern(3, 3) + 2 * torch.eye(3)).requires_grad_()
for upper in (False, True):
    c = L.cholesky(x @ x.mT, upper=upper)
    (g,) = torch.autograd.grad((c * pattern(3, 3)).sum(), x)
    print(c, g)

# Inverses from factors: the other triangle is not read, but has a gradient.
for upper in (False, True):
    x = (pattern(3, 3) + torch.eye(3)).requires_grad_()
    y = torch.cholesky_inverse(x, upper)
    (g,) = torch.autograd.grad((y * pattern(3, 3)).sum(), x)
    print(y, g)
    p = pattern(2, 70, 70) / 9 + torch.eye(70)
    p = p @ p.mT
    c = L.cholesky(p, upper=upper)
    print((torch.cholesky_inverse(c, upper) @ p - torch.eye(70)).abs().max() < 1e-9)
    p = (pattern(4, 4) + 1j * pattern(4, 4).mT) + 2 * torch.eye(4)
    p = p @ p.mH
    print((torch.cholesky_inverse(L.cholesky(p, upper=upper), upper) @ p - torch.eye(4)).abs().max() < 1e-12)
print(torch.cholesky_inverse(torch.eye(2)), torch.cholesky_inverse(torch.eye(3)), torch.cholesky_inverse(torch.ones(0, 3, 3)))
print(torch.cholesky_inverse(torch.tensor([[float("nan"), 0], [1, 1]])))
torch.cholesky_inverse(torch.tensor([[2.0, 0], [1, 0]]))
torch.cholesky_inverse(torch.stack([torch.eye(2), torch.zeros(2, 2)]))
torch.cholesky_inverse(torch.eye(2).half())
torch.cholesky_inverse(torch.eye(2).long())

# Eigenvalues and singular values of several matrices.
x = pattern(3, 4, 4)
print(L.eigvals(x), L.eigvalsh(x @ x.mT), L.svdvals(x), L.svdvals(x + 1j * x.mT))
values, vectors = L.eig(x)
print((x.to(torch.complex128) @ vectors - vectors * values[:, None]).abs().max() < 1e-12)
