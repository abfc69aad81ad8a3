"""The exponential family."""

from torch.distributions.distribution import ExponentialFamily

__all__ = ["ExponentialFamily"]
