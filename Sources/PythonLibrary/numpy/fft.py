"""`numpy.fft`, on the transforms of `torch.fft`."""

import torch
from numpy._array import asarray, _of
from numpy._functions import arange, roll

__all__ = ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft", "rfftn", "irfftn", "rfft2", "irfft2", "fft2", "ifft2", "fftn",
           "ifftn", "fftshift", "ifftshift", "fftfreq", "rfftfreq"]


def __getattr__(name):
    raise AttributeError(f"module 'numpy.fft' has no attribute '{name}', or nbrun does not support it")


def _tensor(a):
    t = asarray(a)._t
    return t if t.dtype in (torch.float32, torch.complex64, torch.complex128) else t.to(torch.float64)


def _along_one(name):
    transform = getattr(torch.fft, name)

    def function(a, n=None, axis=-1, norm=None, out=None):
        if out is not None:
            raise NotImplementedError(f"numpy.fft.{name}(out=) is not supported by nbrun")
        if n is not None and n < 1:
            raise ValueError(f"Invalid number of FFT data points ({n}) specified.")
        t = _tensor(a)
        return _of(transform(t.to(t.dtype.to_complex()) if name in ("fft", "ifft") else t, n, axis, norm))

    function.__name__ = function.__qualname__ = name
    return function


def _along_many(name, usual):
    transform = getattr(torch.fft, name.replace("2", "n"))

    def function(a, s=None, axes=usual, norm=None, out=None):
        if out is not None:
            raise NotImplementedError(f"numpy.fft.{name}(out=) is not supported by nbrun")
        return _of(transform(_tensor(a), s, axes, norm))

    function.__name__ = function.__qualname__ = name
    return function


fft, ifft, rfft, irfft, hfft, ihfft = (_along_one(name) for name in ("fft", "ifft", "rfft", "irfft", "hfft", "ihfft"))
fft2, ifft2, rfft2, irfft2 = (_along_many(name, (-2, -1)) for name in ("fft2", "ifft2", "rfft2", "irfft2"))
fftn, ifftn, rfftn, irfftn = (_along_many(name, None) for name in ("fftn", "ifftn", "rfftn", "irfftn"))


def _shifted(x, axes, part):
    x = asarray(x)
    axes = tuple(range(x.ndim)) if axes is None else (axes,) if isinstance(axes, int) else tuple(axes)
    return roll(x, tuple(part(x.shape[axis]) for axis in axes), axes)


def fftshift(x, axes=None):
    """The frequency zero in the middle."""
    return _shifted(x, axes, lambda size: size // 2)


def ifftshift(x, axes=None):
    """The frequency zero at the front."""
    return _shifted(x, axes, lambda size: -(size // 2))


def fftfreq(n, d=1.0, device=None):
    """The frequencies of a transform, the negative ones behind."""
    if not isinstance(n, int):
        raise ValueError("n should be an integer")
    step = 1.0 / (n * d)
    return roll(arange(-(n // 2), (n - 1) // 2 + 1), -(n // 2)) * step


def rfftfreq(n, d=1.0, device=None):
    """The frequencies of a transform of real numbers."""
    if not isinstance(n, int):
        raise ValueError("n should be an integer")
    return arange(0, n // 2 + 1) * (1.0 / (n * d))
