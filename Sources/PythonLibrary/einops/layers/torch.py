"""Patterns as modules of PyTorch."""

from einops._patterns import apply
from torch import nn

__all__ = ["Rearrange", "Reduce"]


class _Pattern(nn.Module):
    def __init__(self, pattern, operation, axes_lengths):
        super().__init__()
        self.pattern = pattern
        self._operation = operation
        self.axes_lengths = axes_lengths

    def forward(self, input):
        return apply(input, self.pattern, self._operation, self.axes_lengths)

    def __repr__(self):
        shown = repr(self.pattern)
        if self._operation != "rearrange":
            shown += f", {self._operation!r}"
        for name, length in self.axes_lengths.items():
            shown += f", {name}={length}"
        return f"{type(self).__name__}({shown})"


class Rearrange(_Pattern):
    """`einops.rearrange` as a layer."""

    def __init__(self, pattern, **axes_lengths):
        super().__init__(pattern, "rearrange", axes_lengths)


class Reduce(_Pattern):
    """`einops.reduce` as a layer."""

    def __init__(self, pattern, reduction, **axes_lengths):
        super().__init__(pattern, reduction, axes_lengths)
        self.reduction = reduction
