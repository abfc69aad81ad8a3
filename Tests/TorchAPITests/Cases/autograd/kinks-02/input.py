import torch
def g(f, *values):
    z = torch.tensor(values, dtype=torch.complex128, requires_grad=True)
    y = f(z)
    (y.real.sum() if y.is_complex() else y.sum()).backward()
    return [(f"{v.real + 0.0:.9g}", f"{round(v.imag, 9) + 0.0:.9g}") for v in z.grad.tolist()]

g(lambda z: z * z.conj(), 1 + 2j), g(lambda z: (z ** 2), 1 + 2j), g(torch.abs, 0j, 3 + 4j), g(lambda z: z.real, 1j), g(lambda z: z.imag, 1j)
g(torch.exp, 1 + 1j), g(torch.log, 1 + 1j), g(torch.sqrt, 1 + 1j), g(torch.sin, 1 + 1j), g(torch.tanh, 1 + 1j), g(torch.angle, 1 + 1j), g(torch.sgn, 3 + 4j)
g(lambda z: z / (1 + 2j), 1 + 1j), g(lambda z: (1 + 2j) / z, 1 + 1j), g(torch.reciprocal, 1 + 1j), g(lambda z: z ** (1 + 1j), 1 + 1j), g(torch.prod, 1 + 1j, 2j), g(lambda z: z.cumsum(0), 1j, 2.)
g(lambda z: torch.view_as_real(z), 1 + 2j), g(lambda z: z.mean(), 1j, 2.), g(lambda z: z @ z, 1 + 1j, 2.), g(lambda z: torch.dot(z, z), 1 + 1j, 2.), g(lambda z: torch.vdot(z, z), 1 + 1j, 2.), g(lambda z: z.norm(), 3 + 4j, 0.)
g(lambda z: torch.polar(z.abs(), z.angle()), 1 + 2j), g(lambda z: z.view(1, 2) @ z.view(2, 1), 1j, 2.), g(lambda z: torch.fft.fft(z).abs(), 1j, 2.), g(lambda z: torch.where(z.real > 0, z, z * 2), 1j, 2.)
x = torch.tensor([1., 2.], dtype=torch.float64, requires_grad=True)
(x * (1 + 2j)).real.sum().backward(); x.grad
(x * 1j).sum().backward()
