import torch
torch.set_printoptions(precision=9)
names = [f"chebyshev_polynomial_{k}" for k in "tuvw"] + [f"shifted_chebyshev_polynomial_{k}" for k in "tuvw"]
names += ["hermite_polynomial_h", "hermite_polynomial_he", "laguerre_polynomial_l", "legendre_polynomial_p"]
x = torch.tensor([-3.0, -1.0, -0.7, -0.0, 0.0, 0.3, 0.5, 0.99, 1.0, 2.5, float("inf")])
for name in names:
    for degree in (-1, 0, 1, 2, 3, 5, 7, 8, 9, 20, 129, 600):
        print(name, degree, getattr(torch.special, name)(x, degree))
        print(getattr(torch.special, name)(x.double(), degree))

degrees = torch.tensor([0, 1, 2, 7, 9, 9, 30, -4, 3, 3, 1])
torch.special.legendre_polynomial_p(x, degrees)
torch.special.chebyshev_polynomial_t(torch.arange(-3, 4), 4)
torch.special.hermite_polynomial_he(torch.tensor([16777217, 3]), 1), torch.special.hermite_polynomial_h(2, torch.tensor([1.9, 3.2]))
torch.special.chebyshev_polynomial_u(x[:9].reshape(3, 3).t(), torch.tensor([[12], [5], [1]]))
