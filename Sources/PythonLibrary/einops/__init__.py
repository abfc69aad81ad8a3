"""einops: dimensions by their names."""

import torch
from einops._patterns import EinopsError, Side, apply

__all__ = ["rearrange", "reduce", "repeat", "einsum", "pack", "unpack", "parse_shape", "asnumpy", "EinopsError"]
__version__ = "0.8.2"


def rearrange(tensor, pattern, **axes_lengths):
    """Splits, orders and joins dimensions."""
    return apply(tensor, pattern, "rearrange", axes_lengths)


def reduce(tensor, pattern, reduction, **axes_lengths):
    """Orders dimensions, and takes those that are not named again together."""
    return apply(tensor, pattern, reduction, axes_lengths)


def repeat(tensor, pattern, **axes_lengths):
    """Orders dimensions, and repeats along new ones."""
    return apply(tensor, pattern, "repeat", axes_lengths)


def parse_shape(x, pattern):
    """The sizes of a tensor by names; `_` is a dimension without one."""
    names = pattern.split()
    shape = list(x.shape)
    if "..." in names:
        if len(shape) < len(names) - 1:
            raise RuntimeError(f"Can't parse shape with this number of dimensions: {pattern} {x.shape}")
        place = names.index("...")
        names[place:place + 1] = ["_"] * (len(shape) - len(names) + 1)
    if len(shape) != len(names):
        raise RuntimeError(f"Can't parse shape with different number of dimensions: {pattern} {x.shape}")
    found = {}
    for name, size in zip(names, shape):
        if name == "1" and size != 1:
            raise RuntimeError(f"Length of axis is not 1: {pattern} {x.shape}")
        if name not in ("_", "1"):
            found[name] = size
    return found


def einsum(*tensors_and_pattern):
    """Products of tensors whose dimensions have names; the pattern comes last."""
    if len(tensors_and_pattern) < 2:
        raise ValueError("`einops.einsum` takes at minimum two arguments: the tensors (at least one), followed by the pattern.")
    *tensors, pattern = tensors_and_pattern
    if not isinstance(pattern, str):
        raise ValueError("The last argument passed to `einops.einsum` must be a string, representing the einsum pattern.")
    if "->" not in pattern:
        raise ValueError("Einsum pattern must contain '->'.")
    inputs, output = pattern.split("->")
    letters, parts = {}, []
    for side in [*inputs.split(","), output]:
        text = ""
        for group in Side(side).groups:
            if group is ...:
                text += "..."
                continue
            if not group:
                raise NotImplementedError("Singleton () axes are not yet supported in einsum.")
            if len(group) > 1:
                raise NotImplementedError("Shape rearrangement is not yet supported in einsum.")
            if group[0] not in letters:
                if len(parts) == len(inputs.split(",")):
                    raise EinopsError(f"Unknown axis {group[0]} on right side of einsum {pattern}.")
                letters[group[0]] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[len(letters)]
            text += letters[group[0]]
        parts.append(text)
    compact = ",".join(parts[:-1]) + "->" + parts[-1]
    if not isinstance(tensors[0], torch.Tensor):
        import numpy
        return numpy.einsum(compact, *tensors)
    return torch.einsum(compact, *tensors)


def _around_star(pattern, name):
    axes = pattern.split()
    if len(set(axes)) != len(axes):
        raise EinopsError(f'Duplicates in axes names in {name}(..., "{pattern}")')
    if "*" not in axes:
        raise EinopsError(f'No *-axis in {name}(..., "{pattern}")')
    before = axes.index("*")
    return before, len(axes) - before - 1


def pack(tensors, pattern):
    """Joins tensors along the dimensions at `*`, and tells what they were."""
    before, after = _around_star(pattern, "pack")
    rows, shapes = [], []
    for place, tensor in enumerate(tensors):
        shape = tuple(tensor.shape)
        if len(shape) < before + after:
            raise EinopsError(f"packed tensor #{place} (enumeration starts with 0) has shape {tensor.shape}, while pattern "
                              f"{pattern} assumes at least {before + after} axes")
        end = len(shape) - after
        shapes.append(tensor.shape[before:end])
        rows.append(tensor.reshape((*shape[:before], -1, *shape[end:])))
    if isinstance(rows[0], torch.Tensor):
        return torch.cat(rows, dim=before), shapes
    import numpy
    return numpy.concatenate(rows, axis=before), shapes


def unpack(tensor, packed_shapes, pattern):
    """Takes apart what `pack` has joined."""
    before, after = _around_star(pattern, "unpack")
    shape = tuple(tensor.shape)
    if len(shape) != before + 1 + after:
        raise EinopsError(f"unpack(..., {pattern}) received input of wrong dim with shape {tensor.shape}")
    lengths = []
    for packed in packed_shapes:
        length = 1
        for size in packed:
            length = -1 if -1 in (size, length) else length * size
        lengths.append(length)
    if lengths.count(-1) > 1:
        raise EinopsError(f"unpack(..., {pattern}) received more than one -1 in {packed_shapes} and can't infer dimensions")
    known = 0
    for length in lengths:
        known += max(length, 0)
    parts, start = [], 0
    for packed, length in zip(packed_shapes, lengths):
        length = shape[before] - known if length < 0 else length
        part = tensor[(slice(None),) * before + (slice(start, start + length),)]
        parts.append(part.reshape((*shape[:before], *packed, *shape[before + 1:])))
        start += length
    return parts


def asnumpy(tensor):
    """A tensor as an array."""
    return tensor.detach().cpu().numpy() if isinstance(tensor, torch.Tensor) else tensor
