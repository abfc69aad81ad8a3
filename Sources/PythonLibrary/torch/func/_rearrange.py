"""`torch.func.rearrange`: dimensions by their names, in groups."""

import torch


def rearrange(tensor, pattern, **axes_lengths):
    """Splits, orders and joins the dimensions of a tensor, or of a list of tensors, as `"b h w -> b (h w)"` says."""
    from einops._patterns import EinopsError, transform
    if not isinstance(tensor, torch.Tensor):
        tensor = torch.stack(list(tensor))
    try:
        return transform(tensor, pattern, "rearrange", axes_lengths)
    except EinopsError as error:
        raise ValueError(str(error)) from None
