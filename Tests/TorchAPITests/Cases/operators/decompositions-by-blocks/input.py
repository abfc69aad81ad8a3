import torch

torch.manual_seed(0)


def near(a, b):
    tolerance = 1e-4 if a.real.dtype == torch.float32 else 1e-11
    return bool((a - b).abs().max() <= tolerance * (1 + b.abs().max()))


# Matrices so large that they are treated by blocks, and their neighbours that are not.
for dtype in (torch.float32, torch.float64, torch.complex64, torch.complex128):
    for rows, columns in ((5, 5), (40, 40), (64, 64), (65, 65), (131, 131), (150, 70), (70, 150)):
        a = torch.randn(rows, columns, dtype=dtype)
        p, l, u = torch.linalg.lu(a)
        q, r = torch.linalg.qr(a)
        identity = torch.eye(q.shape[1], dtype=dtype)
        print(dtype, rows, columns, near(p @ l @ u, a), near(q @ r, a), near(q.mH @ q, identity), end=" ")
        h, tau = torch.geqrf(a)
        if rows >= columns:
            print(near(torch.linalg.householder_product(h, tau), q), end=" ")
        if rows == columns:
            a = a + 2 * rows**0.5 * torch.eye(rows, dtype=dtype)
            s = a @ a.mH / rows + torch.eye(rows, dtype=dtype)
            c = torch.linalg.cholesky(s)
            print(near(c @ c.mH, s), near(torch.linalg.inv(a) @ a, torch.eye(rows, dtype=dtype)), end=" ")
            for width in (1, 3, 13, 80):
                b = torch.randn(rows, width, dtype=dtype)
                print(near(a @ torch.linalg.solve(a, b), b), end=" ")
                for upper in (False, True):
                    t = a.triu() if upper else a.tril()
                    x = torch.linalg.solve_triangular(t, b, upper=upper)
                    small = t / (4 * rows)
                    y = torch.linalg.solve_triangular(small, b, upper=upper, unitriangular=True)
                    unit = small - small.diagonal().diag() + torch.eye(rows, dtype=dtype)
                    print(near(t @ x, b), near(unit @ y, b), end=" ")
            s[rows // 2, rows // 2] = -1
            print(torch.linalg.cholesky_ex(s).info.item() == rows // 2 + 1, end=" ")
            a[:, rows // 2] = 0
            a[rows // 2] = 0
            print(torch.linalg.lu_factor_ex(a).info.item() == rows // 2 + 1, end="")
        print()

# Sizes of nothing.
[tuple(x.shape) for x in torch.linalg.qr(torch.ones(0, 3))]
[tuple(x.shape) for x in torch.linalg.qr(torch.ones(3, 0, dtype=torch.complex64))]
torch.linalg.solve(torch.ones(0, 0), torch.ones(0, 2)).shape
torch.linalg.cholesky(torch.ones(0, 0, dtype=torch.complex64)).shape

for size in (0.01, 0.5, 2.0):
    a = torch.randn(6, 6, dtype=torch.float64) * size
    e = torch.matrix_exp(a)
    print(near(e @ torch.matrix_exp(-a), torch.eye(6, dtype=torch.float64)), near(torch.matrix_exp(a / 2) @ torch.matrix_exp(a / 2), e))
