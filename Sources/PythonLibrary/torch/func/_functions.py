"""Functions of `torch.autograd.Function` inside of `vmap`."""

import collections

import torch
from torch.func import _tree
from torch.func._batched import Below, Frame, _make, frame_of, is_tracked, unbatched

VmapInfo = collections.namedtuple("VmapInfo", ["batch_size", "randomness"])


def _apply(cls, level, args):
    """`cls.apply(*args)` where some of args are batches of a level."""
    frame = frame_of(level)
    places = [unbatched(arg, level) for arg in args]
    dims = tuple(None if place is None else place[1] for place in places)
    values = [arg if place is None else place[0] for arg, place in zip(args, places)]
    with Below(level):
        generates = getattr(cls, "generate_vmap_rule", False)
        if generates or is_tracked(level):
            # Inside, the derivative is one of single elements.
            output, out_dims = _generated(cls, frame, dims, values, None if generates else _called)
        else:
            output, out_dims = _called(cls, frame, dims, values)
    leaves, shape = _tree.flatten(output)
    found = _tree.broadcast(out_dims, shape)
    return _tree.unflatten(
        [leaf if dim is None or not isinstance(leaf, torch.Tensor) else _make(leaf, dim % leaf.dim(), level)
         for leaf, dim in zip(leaves, found)], shape)


def _called(cls, frame, dims, values):
    """What the function's own rule gives: the output, and the dimensions of its batches."""
    returned = cls.vmap(VmapInfo(frame.size, frame.randomness), dims, *values)
    if not isinstance(returned, tuple):
        raise RuntimeError(
            "Expected the vmap staticmethod to have two returns, an output and out_dims with pytree structure "
            f"compatible with the output. Got a {type(returned)} instead")
    if len(returned) != 2:
        raise RuntimeError(
            "Expected the vmap staticmethod to have two returns, an output and out_dims with pytree structure "
            f"compatible with the output. Got {len(returned)} returns instead")
    output, out_dims = returned
    leaves, shape = _tree.flatten(output)
    found = _tree.broadcast(out_dims, shape)
    if found is None:
        raise RuntimeError(
            "The autograd.Function's vmap staticmethod returned an incompatible (output, out_dims) tuple. Expected "
            f"out_dims={out_dims} to be compatible with the structure of `output`. out_dims has structure "
            f"{_tree.spec(_tree.flatten(out_dims)[1])} but output has structure {_tree.spec(shape)}. For more details, "
            "please see https://pytorch.org/docs/main/notes/extending.func.html")
    return output, out_dims


class _Context:
    """The context of a function whose tensors are batches, over the one of the function of whole batches."""

    def __init__(self, context, level):
        self.__dict__["_context"], self.__dict__["_level"] = context, level

    def __getattr__(self, name):
        return getattr(self._context, name)

    def __setattr__(self, name, value):
        setattr(self._context, name, value)

    def _values(self, tensors):
        places = [None if tensor is None else unbatched(tensor, self._level) for tensor in tensors]
        return [tensor if place is None else place[0] for tensor, place in zip(tensors, places)], [
            None if place is None else place[1] for place in places]

    def save_for_backward(self, *tensors):
        values, self._context._saved_dims = self._values(tensors)
        self._context.save_for_backward(*values)

    def mark_dirty(self, *tensors):
        self._context.mark_dirty(*self._values(tensors)[0])

    def mark_non_differentiable(self, *tensors):
        self._context.mark_non_differentiable(*self._values(tensors)[0])

    @property
    def saved_tensors(self):
        return tuple(value if dim is None else _make(value, dim, self._level)
                     for value, dim in zip(self._context.saved_tensors, self._context._saved_dims))


def _wrapped(values, dims, level):
    return [value if dim is None or value is None else _make(value, dim, level) for value, dim in zip(values, dims)]


def _split(output, level):
    """The values of a tree and the dimensions of those that are batches."""
    leaves, shape = _tree.flatten(output)
    places = [unbatched(leaf, level) if isinstance(leaf, torch.Tensor) else None for leaf in leaves]
    return ([leaf if place is None else place[0] for leaf, place in zip(leaves, places)],
            [None if place is None else place[1] for place in places], shape)


def _summed(gradient, dim, level, size):
    """What flows to an argument whose batch lies along a dimension, or that all elements share."""
    if gradient is None:
        return None
    place = unbatched(gradient, level)
    if place is None:
        return gradient if dim is None else gradient.unsqueeze(dim).expand(
            *gradient.shape[:dim], size, *gradient.shape[dim:])
    return place[0].sum(place[1]) if dim is None else place[0].movedim(place[1], dim)


def _generated(cls, frame, in_dims, values, rule=None):
    """The output and its dimensions: the function's methods run for a batch, in a function of whole batches."""
    size, randomness = frame.size, frame.randomness
    known = {}

    def forward(*values):
        if rule is not None:
            output, dims = rule(cls, frame, in_dims, values)
            found, known["shape"] = _tree.flatten(output)
            known["dims"] = [dim if dim is None else dim % leaf.dim()
                             for leaf, dim in zip(found, _tree.broadcast(dims, known["shape"]))]
            return tuple(found) if known["shape"] is not _tree.LEAF else found[0]
        with Frame(size, randomness) as inner:
            output = cls.forward(*_wrapped(values, in_dims, inner.level))
            found, known["dims"], known["shape"] = _split(output, inner.level)
        return tuple(found) if known["shape"] is not _tree.LEAF else found[0]

    def setup_context(ctx, inputs, output):
        outputs = output if known["shape"] is not _tree.LEAF else (output,)
        with Frame(size, randomness) as inner:
            tree = _tree.unflatten(_wrapped(outputs, known["dims"], inner.level), known["shape"])
            cls.setup_context(_Context(ctx, inner.level), tuple(_wrapped(inputs, in_dims, inner.level)), tree)

    def backward(ctx, *gradients):
        with Frame(size, randomness) as inner:
            found = cls.backward(_Context(ctx, inner.level), *_wrapped(gradients, known["dims"], inner.level))
            found = found if isinstance(found, tuple) else (found,)
            return tuple(_summed(gradient, dim, inner.level, size) for gradient, dim in zip(found, in_dims))

    whole = type("Vmapped" + cls.__name__ if rule is None else cls.__name__, (torch.autograd.Function,), {
        "forward": staticmethod(forward), "setup_context": staticmethod(setup_context),
        "backward": staticmethod(backward), "generate_vmap_rule": True})
    output = whole.apply(*values)
    outputs = output if known["shape"] is not _tree.LEAF else (output,)
    return (_tree.unflatten(list(outputs), known["shape"]), _tree.unflatten(known["dims"], known["shape"]))
