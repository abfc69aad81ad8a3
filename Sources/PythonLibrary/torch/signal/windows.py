"""Windows for signals: samples of a curve, symmetric ones or those of one period."""

import math

import torch

__all__ = ["bartlett", "blackman", "cosine", "exponential", "gaussian", "general_cosine", "general_hamming", "hamming",
           "hann", "kaiser", "nuttall"]


class _Options:
    """What the windows have in common: how many samples, and of which kind."""

    def __init__(self, name, M, sym, dtype, layout, device, requires_grad):
        dtype = torch.get_default_dtype() if dtype is None else dtype
        if M < 0:
            raise ValueError(f"{name} requires non-negative window length, got M={M}")
        if layout is not torch.strided:
            raise ValueError(f"{name} is implemented for strided tensors only, got: {layout}")
        if dtype not in (torch.float32, torch.float64):
            raise ValueError(f"{name} expects float32 or float64 dtypes, got: {dtype}")
        self.M = M
        self.options = {"dtype": dtype, "layout": layout, "device": device, "requires_grad": requires_grad}
        # Steps of a period or between the first and the last sample.
        self.steps = M - 1 if sym else M
        self.longer = M if not sym and M > 1 else M - 1

    def trivial(self, up_to=1):
        """The window of no sample or of one."""
        if self.M == 0:
            return torch.empty((0,), **self.options)
        return torch.ones((1,), **self.options) if self.M == 1 and up_to == 1 else None

    def line(self, start, end):
        return torch.linspace(start=start, end=end, steps=self.M, **self.options)


def exponential(M, *, center=None, tau=1.0, sym=True, dtype=None, layout=torch.strided, device=None,
                requires_grad=False):
    window = _Options("exponential", M, sym, dtype, layout, device, requires_grad)
    if tau <= 0:
        raise ValueError(f"Tau must be positive, got: {tau} instead.")
    if sym and center is not None:
        raise ValueError("Center must be None for symmetric windows")
    if M == 0:
        return window.trivial(0)
    if center is None:
        center = window.longer / 2.0
    scale = 1 / tau
    return torch.exp(-torch.abs(window.line(-center * scale, (-center + (M - 1)) * scale)))


def cosine(M, *, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    window = _Options("cosine", M, sym, dtype, layout, device, requires_grad)
    if M == 0:
        return window.trivial(0)
    scale = math.pi / (window.longer + 1)
    return torch.sin(window.line(0.5 * scale, (0.5 + (M - 1)) * scale))


def gaussian(M, *, std=1.0, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    window = _Options("gaussian", M, sym, dtype, layout, device, requires_grad)
    if std <= 0:
        raise ValueError(f"Standard deviation must be positive, got: {std} instead.")
    if M == 0:
        return window.trivial(0)
    start = -window.longer / 2.0
    scale = 1 / (std * math.sqrt(2))
    return torch.exp(-window.line(start * scale, (start + (M - 1)) * scale) ** 2)


def kaiser(M, *, beta=12.0, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    window = _Options("kaiser", M, sym, dtype, layout, device, requires_grad)
    if beta < 0:
        raise ValueError(f"beta must be non-negative, got: {beta} instead.")
    if M <= 1:
        return window.trivial()
    beta = torch.tensor(beta, dtype=window.options["dtype"], device=device)
    end = torch.minimum(beta, -beta + (M - 1) * (2.0 * beta / window.steps))
    line = window.line(-beta, end)
    return torch.i0(torch.sqrt(beta * beta - torch.pow(line, 2))) / torch.i0(beta)


def bartlett(M, *, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    window = _Options("bartlett", M, sym, dtype, layout, device, requires_grad)
    if M <= 1:
        return window.trivial()
    return 1 - torch.abs(window.line(-1, -1 + (M - 1) * (2 / window.steps)))


def general_cosine(M, *, a, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    window = _Options("general_cosine", M, sym, dtype, layout, device, requires_grad)
    if M <= 1:
        return window.trivial()
    try:
        iter(a)
    except TypeError:
        raise TypeError("Coefficients must be a list/tuple") from None
    if not a:
        raise ValueError("Coefficients cannot be empty")
    line = window.line(0, (M - 1) * (2 * math.pi / window.steps))
    signed = [(-1) ** i * weight for i, weight in enumerate(a)]
    weights = torch.tensor(signed, dtype=line.dtype, device=device, requires_grad=requires_grad)
    multiples = torch.arange(len(signed), dtype=line.dtype, device=device, requires_grad=requires_grad)
    return (weights.unsqueeze(-1) * torch.cos(multiples.unsqueeze(-1) * line)).sum(0)


def general_hamming(M, *, alpha=0.54, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    return general_cosine(M, a=[alpha, 1.0 - alpha], sym=sym, dtype=dtype, layout=layout, device=device,
                          requires_grad=requires_grad)


def hamming(M, *, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    return general_hamming(M, sym=sym, dtype=dtype, layout=layout, device=device, requires_grad=requires_grad)


def hann(M, *, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    return general_hamming(M, alpha=0.5, sym=sym, dtype=dtype, layout=layout, device=device,
                           requires_grad=requires_grad)


def blackman(M, *, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    _Options("blackman", M, sym, dtype, layout, device, requires_grad)
    return general_cosine(M, a=[0.42, 0.5, 0.08], sym=sym, dtype=dtype, layout=layout, device=device,
                          requires_grad=requires_grad)


def nuttall(M, *, sym=True, dtype=None, layout=torch.strided, device=None, requires_grad=False):
    return general_cosine(M, a=[0.3635819, 0.4891775, 0.1365995, 0.0106411], sym=sym, dtype=dtype, layout=layout,
                          device=device, requires_grad=requires_grad)
