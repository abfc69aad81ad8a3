"""A function of single elements, applied to batches."""

import functools

import torch

from torch.func import _tree


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


class _Elements:
    """The elements of a batch, one after the other, and what random functions may do for them."""

    def __init__(self, randomness, size, chunk_size):
        if randomness not in ("error", "different", "same"):
            raise RuntimeError(
                "Only allowed values for randomness are 'error', 'different', or 'same'. Got " + str(randomness))
        self._randomness = randomness
        self._size = size
        # A draw is one for all elements of a chunk.
        self._chunk_size = chunk_size or size
        self._draws = False
        self._failure = None
        self._first = torch.get_rng_state()

    def __enter__(self):
        global _depth
        _depth += 1
        return self

    def __iter__(self):
        for index in range(self._size):
            if self._randomness == "same":
                torch.set_rng_state(self._first)
            elif self._randomness == "different":
                place = index % self._chunk_size
                if place == 0:
                    self._end_draws()
                    torch._C._begin_draws(min(self._chunk_size, self._size - index))
                    self._draws = True
                torch._C._draw_for_element(place)
            yield index
            if self._randomness == "error" and not torch.equal(torch.get_rng_state(), self._first):
                # Nothing was to be drawn.
                torch.set_rng_state(self._first)
                raise RuntimeError(
                    "vmap: called random operation while in randomness error mode. Please either use the 'same' or "
                    "'different' randomness flags on vmap or perform the randomness operation out of vmap")

    def __exit__(self, kind, *exception):
        global _depth
        _depth -= 1
        self._end_draws()
        if self._failure is not None and kind is None:
            raise NotImplementedError(
                f"vmap(randomness='different') is not supported by nbrun for {self._failure}; the nearest is "
                "randomness='same', or to draw the whole batch outside")

    def _end_draws(self):
        if self._draws:
            self._draws = False
            failure = torch._C._end_draws()
            self._failure = self._failure or failure


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    """A function that applies func to each element of a batch and stacks the results."""
    if not (chunk_size is None or chunk_size > 0):
        raise ValueError(f"vmap: chunk_size should be None or greater than 0. (got {chunk_size})")

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        values, shape, dims = _places(func, in_dims, args, kwargs)
        options, option_shape = _tree.flatten(kwargs)
        option_dims = [0 if isinstance(value, torch.Tensor) else None for value in options]
        size = _batch_size(values + options, dims + option_dims)
        if size == 0:
            raise NotImplementedError("vmap over a batch without elements is not supported by nbrun")
        columns = [value if dim is None else value.unbind(dim)
                   for value, dim in zip(values + options, dims + option_dims)]
        results = None
        with _Elements(randomness, size, chunk_size) as elements:
            for index in elements:
                element = [column if dim is None else column[index]
                           for column, dim in zip(columns, dims + option_dims)]
                output = func(*_tree.unflatten(element[:len(values)], shape),
                              **_tree.unflatten(element[len(values):], option_shape))
                leaves, output_shape = _tree.flatten(output)
                if results is None:
                    results = [[] for _ in leaves]
                    places = _out_places(func, out_dims, output_shape, isinstance(output, torch.Tensor))
                for column, leaf, place in zip(results, leaves, places):
                    if place is not None and not isinstance(leaf, torch.Tensor):
                        raise ValueError(
                            f"vmap({_name(func)}, ...): `{_name(func)}` must only return Tensors, got type "
                            f"{type(leaf)}. Did you mean to set out_dims= to None for output?")
                    column.append(leaf)
        stacked = [column[0] if place is None else torch.stack(column, _stacking_dim(column[0], place))
                   for column, place in zip(results, places)]
        return _tree.unflatten(stacked, output_shape)

    return wrapped


def _stacking_dim(tensor, place):
    return place if place >= 0 else place + tensor.dim() + 1
