"""`torch.func.rearrange`: dimensions by their names, in groups."""

import torch


def _parsed(text):
    """The groups of names in one side of a pattern. A name of its own is a group of one, `...` stands for itself."""
    groups, group = [], None
    for token in text.replace("(", " ( ").replace(")", " ) ").replace("...", " ... ").split():
        if token == "(":
            if group is not None:
                raise ValueError("brackets inside brackets are not allowed")
            group = []
        elif token == ")":
            if group is None:
                raise ValueError("Brackets are not balanced")
            groups.append(group)
            group = None
        elif token == "...":
            if group is not None:
                raise NotImplementedError("rearrange() with an ellipsis inside brackets is not supported by nbrun")
            groups.append(...)
        elif not (token.isidentifier() or token == "1"):
            raise ValueError(f"Invalid axis identifier: {token}")
        else:
            (groups if group is None else group).append(token if group is not None else [token])
    if group is not None:
        raise ValueError(f"Imbalanced parentheses in expression: '{text}'")
    return groups


def _names(groups):
    return [name for group in groups if group is not ... for name in group if name != "1"]


def rearrange(tensor, pattern, **axes_lengths):
    """Splits, orders and joins the dimensions of a tensor, or of a list of tensors, as `"b h w -> b (h w)"` says."""
    if not isinstance(tensor, torch.Tensor):
        tensor = torch.stack(list(tensor))
    sides = pattern.split("->")
    if len(sides) != 2:
        raise ValueError("Pattern must contain exactly one '->'")
    left, right = (_parsed(side) for side in sides)
    known, wanted = _names(left), _names(right)
    if len(set(known)) != len(known) or len(set(wanted)) != len(wanted):
        raise ValueError(f"Identifiers repeat in pattern: {pattern}")
    if set(known) != set(wanted):
        raise ValueError(f"Identifiers only on one side of expression (should be on both): "
                         f"{set(known) ^ set(wanted)}")
    unknown = set(axes_lengths) - set(known)
    if unknown:
        raise ValueError(f"Axis {sorted(unknown)[0]} is not used in the pattern: {pattern}")
    rest = tensor.dim() - sum(group is not ... for group in left)
    if rest < 0 or (rest > 0 and ... not in left):
        raise ValueError(f"Number of dimensions in pattern ({len(left)}) and tensor ({tensor.dim()}) must be equal")
    # Each name gets a dimension of its own.
    sizes, places, dim = [], {}, 0
    for group in left:
        if group is ...:
            places[...] = list(range(len(sizes), len(sizes) + rest))
            sizes += tensor.shape[dim:dim + rest]
            dim += rest
            continue
        whole, own = tensor.shape[dim], [1 if name == "1" else axes_lengths.get(name) for name in group]
        if own.count(None) > 1:
            raise ValueError(f"Could not infer sizes for {[name for name, size in zip(group, own) if size is None]}")
        product = 1
        for size in own:
            product *= 1 if size is None else size
        if None in own and product and whole % product == 0:
            own[own.index(None)] = whole // product
        elif product != whole:
            raise ValueError(f"Inferred length for {group} does not divide {whole}")
        for name, size in zip(group, own):
            if name != "1":
                places[name] = [len(sizes)]
                sizes.append(size)
        dim += 1
    order, shape = [], []
    for group in right:
        if group is ...:
            found = places.get(..., [])
            shape += [sizes[place] for place in found]
        else:
            found = [place for name in group if name != "1" for place in places[name]]
            size = 1
            for place in found:
                size *= sizes[place]
            shape.append(size)
        order += found
    return tensor.reshape(sizes).permute(order).reshape(shape)
