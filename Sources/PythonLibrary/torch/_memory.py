"""Tensors over memory that others made: `torch.frombuffer`, `torch.from_dlpack`."""
import torch


def frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False):
    """The elements that bytes hold. Memory that can change is shared."""
    if isinstance(buffer, bytearray) or isinstance(buffer, memoryview) and not buffer.readonly:
        raw = torch._C._shared_bytes(buffer)
        if offset % dtype.itemsize:
            raise NotImplementedError("frombuffer() of shared memory at an offset that is no multiple of the element size "
                                      "is not supported by nbrun; bytes(...) gives it a copy")
    elif isinstance(buffer, bytes) or isinstance(buffer, memoryview) and buffer.readonly:
        raw = torch.tensor(list(bytes(buffer)), dtype=torch.uint8)
    elif type(buffer).__module__ == "numpy" and hasattr(buffer, "dtype"):
        raw = torch.from_numpy(buffer).view(-1).view(torch.uint8)
    elif type(buffer).__module__ == "array":
        raise NotImplementedError(f"frombuffer() of memory shared with {type(buffer).__name__} is not supported by nbrun; "
                                  "bytes(...) gives it a copy")
    else:
        raise ValueError("object does not implement Python buffer protocol.")
    length, size = len(raw), dtype.itemsize
    if length == 0 or count == 0:
        raise ValueError(f"both buffer length ({length}) and count ({count}) must not be 0")
    if not 0 <= offset < length:
        raise ValueError(f"offset ({offset} bytes) must be non-negative and no greater than buffer length ({length} "
                         "bytes) minus 1")
    if count < 0:
        if (length - offset) % size:
            raise ValueError(f"buffer length ({length - offset} bytes) after offset ({offset} bytes) must be a multiple "
                             f"of element size ({size})")
        count = (length - offset) // size
    if offset + count * size > length:
        raise ValueError(f"requested buffer length ({count} * {size} bytes) after offset ({offset} bytes) must not be "
                         f"greater than actual buffer length ({length} bytes)")
    if requires_grad and not (dtype.is_floating_point or dtype.is_complex):
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    made = torch._C._window(raw[offset:offset + count * size]).view(dtype)
    return made.requires_grad_() if requires_grad else made


class PyCapsule:
    """Memory on its way from one library to another."""

    def __init__(self, tensor):
        self._tensor = tensor

    def __repr__(self):
        name = "dltensor" if self._tensor is not None else "used_dltensor"
        return f'<capsule object "{name}" at {hex(id(self))}>'


def to_dlpack(tensor):
    if tensor.requires_grad:
        raise BufferError("Can't export tensors that require gradient, use tensor.detach()")
    return PyCapsule(tensor.detach())


def from_dlpack(ext_tensor, *, device=None, copy=None):
    """The same memory as a tensor."""
    if device is not None and torch.device(device).type != "cpu":
        raise NotImplementedError("from_dlpack() to another device is not supported by nbrun")
    if isinstance(ext_tensor, torch.Tensor):
        ext_tensor = to_dlpack(ext_tensor)
    if isinstance(ext_tensor, PyCapsule) and ext_tensor._tensor is not None:
        made, ext_tensor._tensor = ext_tensor._tensor, None
    elif type(ext_tensor).__module__ == "numpy" and hasattr(ext_tensor, "dtype"):
        made = torch.from_numpy(ext_tensor)
    else:
        raise RuntimeError("from_dlpack received an invalid capsule. Note that DLTensor capsules can be consumed only "
                           "once, so you might have already constructed a tensor from it once.")
    return made.clone() if copy else made
