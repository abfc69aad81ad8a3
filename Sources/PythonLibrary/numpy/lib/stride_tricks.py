"""Views with shapes and strides of one's own."""

from numpy._array import asarray, _of
from numpy._functions import broadcast_arrays, broadcast_shapes, broadcast_to

__all__ = ["as_strided", "broadcast_arrays", "broadcast_shapes", "broadcast_to", "sliding_window_view"]


def as_strided(x, shape=None, strides=None, subok=False, writeable=True):
    """A view whose steps are given in bytes; it has to lie inside the memory."""
    x = asarray(x)
    size = x.itemsize
    shape = x.shape if shape is None else tuple(shape)
    if strides is None:
        strides = [size]
        for length in shape[:0:-1]:
            strides.insert(0, strides[0] * length)
        strides = strides[:len(shape)]
    if any(step % size or step < 0 for step in strides):
        raise NotImplementedError("as_strided() with steps backwards or between elements is not supported by nbrun")
    made = _of(x._t.as_strided(shape, [step // size for step in strides]))
    made._is_fixed = not writeable
    return made


def sliding_window_view(x, window_shape, axis=None, *, subok=False, writeable=False):
    """All windows of a shape, as a view."""
    x = asarray(x)
    windows = (window_shape,) if isinstance(window_shape, int) else tuple(window_shape)
    if any(size < 0 for size in windows):
        raise ValueError("`window_shape` cannot contain negative values")
    if axis is None:
        axes = tuple(range(x.ndim))
        if len(windows) != len(axes):
            raise ValueError("Since axis is `None`, must provide window_shape for all dimensions of `x`; got "
                             f"{len(windows)} window_shape elements and `x.ndim` is {x.ndim}.")
    else:
        axes = tuple((one + x.ndim) if one < 0 else one for one in ((axis,) if isinstance(axis, int) else axis))
        if len(windows) != len(axes):
            raise ValueError(f"Must provide matching length window_shape and axis; got {len(windows)} window_shape elements "
                             f"and {len(axes)} axes elements.")
    shape = list(x.shape)
    for one, size in zip(axes, windows):
        if shape[one] < size:
            raise ValueError("window shape cannot be larger than input array shape")
        shape[one] -= size - 1
    strides = list(x._t.stride())
    made = _of(x._t.as_strided(shape + list(windows), strides + [strides[one] for one in axes], x._t.storage_offset()))
    made._is_fixed = not writeable
    return made
