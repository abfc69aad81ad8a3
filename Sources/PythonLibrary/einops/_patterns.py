"""Patterns such as `"b h w -> b (h w)"`: what stands in them, and what they make of a tensor."""

import torch


class EinopsError(RuntimeError):
    """A pattern that means nothing, or nothing for the tensor."""


EinopsError.__module__ = "einops"


class Anonymous:
    """A dimension that is called by its length."""

    def __init__(self, length):
        self.length = length

    def __repr__(self):
        return f"{self.length}-axis"


class Side:
    """One side of a pattern: groups of names; a length of one has no name, and `...` stands for itself."""

    def __init__(self, text):
        self.groups, self.names = [], set()
        self.dots_in_group = self.has_lengths = False
        bare = text.replace("...", "\u2026")
        if "." in bare:
            raise EinopsError("Expression may contain dots only inside ellipsis (...)")
        if bare.count("\u2026") > 1:
            raise EinopsError("Expression may contain dots only inside ellipsis (...); only one ellipsis for tensor ")
        group = None
        for token in bare.replace("(", " ( ").replace(")", " ) ").replace("\u2026", " \u2026 ").split():
            if token == "(":
                if group is not None:
                    raise EinopsError("Axis composition is one-level (brackets inside brackets not allowed)")
                group = []
            elif token == ")":
                if group is None:
                    raise EinopsError("Brackets are not balanced")
                self.groups.append(group)
                group = None
            else:
                name = self._name(token)
                if token == "\u2026":
                    self.dots_in_group = group is not None
                if group is None:
                    self.groups.append([] if name is None else name if name is ... else [name])
                elif name is not None:
                    group.append(name)
        if group is not None:
            raise EinopsError(f'Imbalanced parentheses in expression: "{text}"')
        self.has_dots = ... in self.names

    def _name(self, token):
        if token == "\u2026":
            name = ...
        elif token.isdecimal():
            if token == "1":
                return None
            if int(token) == 0:
                raise EinopsError("Anonymous axis should have positive length, not 0")
            name, self.has_lengths = Anonymous(int(token)), True
        else:
            reason = ("not a valid python identifier" if not token.isidentifier() else
                      "axis name should should not start or end with underscore" if "_" in (token[0], token[-1]) else None)
            if reason is not None:
                bad = next((c for c in token if not (c.isalnum() or c in "_")), None)
                raise EinopsError(f"Unknown character '{bad}'" if bad else f"Invalid axis identifier: {token}\n{reason}")
            name = token
        if name in self.names:
            raise EinopsError(f'Indexing expression contains duplicate dimension "{"..." if name is ... else name}"')
        self.names.add(name)
        return name

    def spread(self, names):
        """The groups, with names in place of `...`."""
        result = []
        for group in self.groups:
            if group is ...:
                result += [[name] for name in names]
            else:
                result.append([name for part in group for name in (names if part is ... else [part])])
        return result


_REDUCTIONS = ("min", "max", "sum", "mean", "prod", "any", "all")


def _check(left, right, pattern, operation, lengths):
    if right.has_dots and not left.has_dots:
        raise EinopsError(f"Ellipsis found in right side, but not left side of a pattern {pattern}")
    if left.dots_in_group:
        raise EinopsError(f"Ellipsis inside parenthesis in the left side is not allowed: {pattern}")
    if operation == "rearrange":
        if left.has_lengths or right.has_lengths:
            raise EinopsError("Non-unitary anonymous axes are not supported in rearrange (exception is length 1)")
        if left.names != right.names:
            raise EinopsError("Identifiers only on one side of expression (should be on both): "
                              f"{left.names ^ right.names}")
    elif operation == "repeat":
        if left.names - right.names:
            raise EinopsError(f"Unexpected identifiers on the left side of repeat: {left.names - right.names}")
        unsized = {name for name in right.names - left.names if not isinstance(name, Anonymous) and name not in lengths}
        if unsized:
            raise EinopsError(f"Specify sizes for new axes in repeat: {unsized}")
    elif operation in _REDUCTIONS or callable(operation):
        if right.names - left.names:
            raise EinopsError(f"Unexpected identifiers on the right side of reduce {operation}: {right.names - left.names}")
    else:
        raise EinopsError(f"Unknown reduction {operation}. Expect one of {_REDUCTIONS}.")


def _reduced(tensor, operation, dims):
    if not dims:
        return tensor
    if callable(operation):
        return operation(tensor, dims)
    if operation == "mean" and not (tensor.is_floating_point() or tensor.is_complex()):
        raise NotImplementedError("reduce_mean is not available for non-floating tensors")
    if operation in ("min", "max"):
        return getattr(tensor, "a" + operation)(dim=dims)
    if operation in ("sum", "mean"):
        return getattr(tensor, operation)(dim=dims)
    for dim in sorted(dims, reverse=True):
        tensor = getattr(tensor, operation)(dim=dim)
    return tensor


def _sizes(groups, shape, lengths, known):
    """The length of each name, where one in each group may follow from the others."""
    for group, whole in zip(groups, shape):
        product, unknown = 1, []
        for name in group:
            length = name.length if isinstance(name, Anonymous) else lengths.get(name)
            if length is None:
                unknown.append(name)
            else:
                known[name] = length
                product *= length
        if len(unknown) > 1:
            raise EinopsError(f"Could not infer sizes for {set(unknown)}")
        if not unknown:
            if whole != product:
                raise EinopsError(f"Shape mismatch, {whole} != {product}")
        elif len(group) == 1:
            known[unknown[0]] = whole
        elif product == 0 or whole % product:
            raise EinopsError(f"Shape mismatch, can't divide axis of length {whole} in chunks of {product}")
        else:
            known[unknown[0]] = whole // product


def transform(tensor, pattern, operation, lengths):
    """What a pattern makes of a tensor."""
    sides = pattern.split("->")
    if len(sides) != 2:
        raise ValueError(f"{'not enough' if len(sides) < 2 else 'too many'} values to unpack (expected 2"
                         + (f", got {len(sides)})" if len(sides) < 2 else ")"))
    left, right = Side(sides[0]), Side(sides[1])
    _check(left, right, pattern, operation, lengths)
    rest = tensor.dim() - (len(left.groups) - left.has_dots)
    if left.has_dots and rest < 0:
        raise EinopsError(f"Wrong shape: expected >={len(left.groups) - 1} dims. Received {tensor.dim()}-dim tensor.")
    if not left.has_dots and rest:
        raise EinopsError(f"Wrong shape: expected {len(left.groups)} dims. Received {tensor.dim()}-dim tensor.")
    dots = [("...", place) for place in range(rest if left.has_dots else 0)]
    groups, wanted = left.spread(dots), right.spread(dots)
    for name in lengths:
        if name not in left.names and name not in right.names:
            raise EinopsError(f"Axis {name} is not used in transform")
    known = {}
    _sizes(groups, tensor.shape, lengths, known)
    order = [name for group in groups for name in group]
    asked = [name for group in wanted for name in group]
    kept = [name for name in asked if name in known]
    gone = [name for name in order if name not in asked]
    tensor = tensor.reshape([known[name] for name in order])
    tensor = tensor.permute([order.index(name) for name in kept + gone])
    tensor = _reduced(tensor, operation, tuple(range(len(kept), len(order))))
    for place, name in enumerate(asked):
        if name not in known:
            known[name] = name.length if isinstance(name, Anonymous) else lengths[name]
            tensor = tensor.unsqueeze(place)
    tensor = tensor.expand([known[name] for name in asked])
    shape = []
    for group in wanted:
        product = 1
        for name in group:
            product *= known[name]
        shape.append(product)
    return tensor.reshape(shape)


def apply(value, pattern, operation, lengths):
    """A pattern for a tensor, an array, or a list of them."""
    if isinstance(value, list):
        if not value:
            raise TypeError("Rearrange/Reduce/Repeat can't be applied to an empty list")
        value = torch.stack(value) if isinstance(value[0], torch.Tensor) else _stacked(value)
    is_array = not isinstance(value, torch.Tensor)
    tensor = torch.from_numpy(value) if is_array else value
    try:
        result = transform(tensor, pattern, operation, lengths)
    except EinopsError as error:
        shape = tuple(value.shape) if is_array else value.shape
        raise EinopsError(f' Error while processing {operation}-reduction pattern "{pattern}".\n Input tensor shape: {shape}. '
                          f"Additional info: {lengths}.\n {error}") from None
    return result.numpy() if is_array else result


def _stacked(arrays):
    import numpy
    return numpy.stack(arrays)
