"""How tensors are taken apart for pickles, and put together."""

import torch


def _reduced_tensor(tensor):
    # As in PyTorch a tensor with a graph becomes a leaf, and gradients stay behind.
    import _numpy
    order = sorted(range(tensor.dim()), key=lambda dim: -tensor.stride(dim))
    plain = tensor.detach().permute(order)
    if not plain.is_contiguous():
        order = list(range(tensor.dim()))
        plain = tensor.detach().contiguous()
    data = _numpy.bytes_of(plain)
    name = str(tensor.dtype).partition(".")[2]
    arguments = (data, name, tuple(plain.shape), tuple(order), tensor.requires_grad)
    if isinstance(tensor, torch.nn.Parameter):
        return _rebuild_parameter, arguments
    return _rebuild_tensor, arguments


def _rebuild_tensor(data, dtype, shape, order, requires_grad=False):
    import _numpy
    plain = _numpy.from_bytes(data, torch.empty(0, dtype=getattr(torch, dtype))).reshape(shape)
    places = [order.index(dim) for dim in range(len(order))]
    return plain.permute(places).requires_grad_(requires_grad)


def _rebuild_parameter(data, dtype, shape, order, requires_grad):
    return torch.nn.Parameter(_rebuild_tensor(data, dtype, shape, order), requires_grad)


def _reduced_name(constant):
    return str(constant).partition(".")[2]


def _reduced_device(device):
    return torch.device, (str(device),)


def _reduced_generator(generator):
    return _rebuild_generator, (generator.get_state(),)


def _rebuild_generator(state):
    made = torch.Generator()
    made.set_state(state)
    return made
