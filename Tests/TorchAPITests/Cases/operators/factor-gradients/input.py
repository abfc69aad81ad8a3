# Gradients of factorisations of square, wide and tall matrices, and torch.lu, which is several functions in one.
import torch


def rounded(t):
    if t is None:
        return None
    return (torch.view_as_real(t) if t.is_complex() else t).round(decimals=3).add(0.0).tolist()


def weights(t):
    return torch.arange(1.0, t.numel() + 1, dtype=t.real.dtype).reshape(t.shape).cos().to(t.dtype)


def matrix(rows, columns, dtype=torch.float64):
    a = torch.arange(rows * columns, dtype=torch.float64).reshape(rows, columns).sin() + 3 * torch.eye(rows, columns)
    if dtype.is_complex:
        a = torch.complex(a, a.cos() / 2)
    return a.to(dtype).requires_grad_()


for shape in ((3, 3), (2, 4), (4, 2)):
    for dtype in (torch.float64, torch.complex128):
        for function in (torch.linalg.lu, torch.linalg.lu_factor, torch.linalg.lu_factor_ex, torch.linalg.qr, torch.lu):
            a = matrix(*shape, dtype)
            parts = [part for part in function(a) if part.grad_fn is not None]
            total = sum((part * weights(part)).abs().sum() for part in parts)
            total.backward()
            print(function.__name__.replace("_lu_no_infos", "lu"), shape, dtype, [type(p.grad_fn).__name__ for p in parts], rounded(a.grad))
for shape, count in (((4, 3), 2), ((4, 4), 4), ((3, 2), 0)):
    for dtype in (torch.float64, torch.complex128):
        a = matrix(*shape, dtype)
        tau = torch.linspace(0.5, 1.5, count, dtype=torch.float64).to(dtype).requires_grad_()
        q = torch.linalg.householder_product(a, tau)
        (q * weights(q)).abs().sum().backward()
        print(type(q.grad_fn).__name__, shape, count, rounded(a.grad), rounded(tau.grad))
a = torch.tensor([[4.0, 1.0], [2.0, 3.0]])
print(torch.lu(a), torch.lu(a, get_infos=True), a.lu(), torch.lu(a, True, True), sep="\n")
out = [torch.empty(0), torch.empty(0)]
print(torch.lu(a, out=out) is out, out, torch.lu(a, out=(torch.empty(0), torch.empty(0, dtype=torch.int32))))
for attempt in (
    lambda: torch.lu(a, out=torch.empty(0)), lambda: torch.lu(a, out=(1,)), lambda: torch.lu(a, name=1), lambda: torch.lu(),
    lambda: torch.lu(a[0]), lambda: torch.lu(a, "x"), lambda: torch.lu(3), lambda: torch.lu(a, get_infos=True, out=()),
    lambda: torch.linalg.qr(matrix(4, 2), "complete").Q.sum().backward(), lambda: torch.linalg.qr(matrix(4, 2), "r").R.sum().backward(),
):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
