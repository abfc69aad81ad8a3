"""A function of single elements, applied to batches."""

import functools

import torch

from torch.func import _batched, _tree


def _name(func):
    return getattr(func, "__name__", None) or repr(func)


def _places(func, in_dims, args, kwargs):
    """The values of the arguments, the shape of their tree and the dimension of each that is the batch's."""
    if not isinstance(in_dims, (int, tuple, list)):
        raise ValueError(
            f"vmap({_name(func)}, in_dims={in_dims}, ...)(<inputs>): expected `in_dims` to be int or a (potentially "
            f"nested) tuple matching the structure of inputs, got: {type(in_dims)}.")
    if not args:
        raise ValueError(
            f"vmap({_name(func)})(<inputs>): got no inputs. Maybe you forgot to add inputs, or you are trying to vmap "
            "over a function with no inputs. The latter is unsupported.")
    values, shape = _tree.flatten(args)
    dims = _tree.broadcast(tuple(in_dims) if isinstance(in_dims, list) else in_dims, shape)
    if dims is None:
        raise ValueError(
            f"vmap({_name(func)}, in_dims={in_dims}, ...)(<inputs>): in_dims is not compatible with the structure of "
            f"`inputs`. in_dims has structure {_tree.spec(_tree.flatten(in_dims)[1])} but inputs has structure "
            f"{_tree.spec(shape)}.")
    head = f"vmap({_name(func)}, in_dims={in_dims}, ...)(<inputs>): "
    for i, (value, dim) in enumerate(zip(values, dims)):
        if not isinstance(dim, int) and dim is not None:
            raise ValueError(head + f"Got in_dim={dim} for an input but in_dim must be either an integer dimension or "
                             "None.")
        if dim is None:
            continue
        if not isinstance(value, torch.Tensor):
            raise ValueError(
                head + f"Got in_dim={dim} for an input but the input is of type {type(value)}. We cannot vmap over "
                "non-Tensor arguments, please use None as the respective in_dim")
        if not -value.dim() <= dim < value.dim():
            raise ValueError(
                head + f"Got in_dim={dim} for some input, but that input is a Tensor of dimensionality {value.dim()} "
                f"so expected in_dim to satisfy -{value.dim()} <= in_dim < {value.dim()}.")
    return values, shape, dims


def _batch_size(values, dims):
    sizes = [value.size(dim) for value, dim in zip(values, dims) if dim is not None]
    if not sizes:
        raise ValueError("vmap: Expected at least one Tensor to vmap over")
    if any(size != sizes[0] for size in sizes):
        raise ValueError(
            "vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "
            f"{sizes} for the mapped dimension")
    return sizes[0]


def _out_places(func, out_dims, shape, is_single):
    if isinstance(out_dims, int) or out_dims is None:
        return [out_dims] * _tree._count(shape)
    if is_single and isinstance(out_dims, tuple) and len(out_dims) == 1:
        return [out_dims[0]]
    dims = _tree.broadcast(out_dims, shape)
    if dims is None:
        raise ValueError(
            f"vmap({_name(func)}, ..., out_dims={out_dims})(<inputs>): out_dims is not compatible with the structure "
            f"of `outputs`. out_dims has structure {_tree.spec(_tree.flatten(out_dims)[1])} but outputs has structure "
            f"{_tree.spec(shape)}.")
    for dim in dims:
        if not isinstance(dim, int) and dim is not None:
            raise ValueError(
                f"vmap({_name(func)}, ..., out_dims={out_dims}): `out_dims` must be an int, None or a python "
                "collection of ints representing where in the outputs the vmapped dimension should appear.")
    return dims


# How many batches are running inside one another.
_depth = 0


class _Inside:
    """Inside, functions of documents run for a batch."""

    def __enter__(self):
        global _depth
        _depth += 1

    def __exit__(self, *exception):
        global _depth
        _depth -= 1


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    """A function that applies func to each element of a batch and stacks the results."""
    if randomness not in ("error", "different", "same"):
        raise RuntimeError(
            "Only allowed values for randomness are 'error', 'different', or 'same'. Got " + str(randomness))
    if not (chunk_size is None or chunk_size > 0):
        raise ValueError(f"vmap: chunk_size should be None or greater than 0. (got {chunk_size})")

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        values, shape, dims = _places(func, in_dims, args, kwargs)
        options, option_shape = _tree.flatten(kwargs)
        values = values + options
        dims = [dim if dim is None else dim % value.dim() for value, dim in zip(values, dims)] + [None] * len(options)
        size = _batch_size(values, dims)

        def run(values, size):
            return _run(func, out_dims, randomness, size, values, dims, shape, option_shape)

        if chunk_size is None or chunk_size >= size:
            return run(values, size)
        state = torch.get_rng_state()
        pieces = []
        for start in range(0, size, chunk_size):
            count = min(chunk_size, size - start)
            if randomness == "same":
                torch.set_rng_state(state)
            pieces.append(run([value if dim is None else value.narrow(dim, start, count)
                               for value, dim in zip(values, dims)], count))
        leaves, output_shape = zip(*[_tree.flatten(piece) for piece in pieces])
        places = _out_places(func, out_dims, output_shape[0], isinstance(pieces[0], torch.Tensor))
        return _tree.unflatten(
            [parts[0] if place is None else torch.cat(parts, place) for parts, place in zip(zip(*leaves), places)],
            output_shape[0])

    return wrapped


def _run(func, out_dims, randomness, size, values, dims, shape, option_shape):
    with _batched.Frame(size, randomness) as frame, _Inside():
        batches = [value if dim is None else _batched._make(value, dim, frame.level)
                   for value, dim in zip(values, dims)]
        count = len(values) - _tree._count(option_shape)
        output = func(*_tree.unflatten(batches[:count], shape), **_tree.unflatten(batches[count:], option_shape))
    leaves, output_shape = _tree.flatten(output)
    places = _out_places(func, out_dims, output_shape, isinstance(output, torch.Tensor))
    return _tree.unflatten([_result(func, leaf, place, size, frame.level) for leaf, place in zip(leaves, places)],
                           output_shape)


def _result(func, leaf, place, size, level):
    if not isinstance(leaf, torch.Tensor):
        if place is None:
            return leaf
        raise ValueError(
            f"vmap({_name(func)}, ...): `{_name(func)}` must only return Tensors, got type {type(leaf)}. Did you mean "
            "to set out_dims= to None for output?")
    parts = _batched.unbatched(leaf, level)
    if place is None:
        if parts is not None:
            raise ValueError(f"vmap({_name(func)}, ...): `{_name(func)}` can not return a BatchedTensor when out_dim is "
                             "None")
        return leaf
    if parts is None:
        whole = leaf.unsqueeze(0).expand(size, *leaf.shape)
        return whole if place == 0 else whole.movedim(0, place)
    value, dim, _ = parts
    return value if dim == place or place < 0 and dim == place + value.dim() else value.movedim(dim, place)
