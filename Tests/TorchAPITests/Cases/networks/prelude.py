import torch
from torch import nn, optim
from torch.nn import functional as F
from torch.optim import lr_scheduler as S


def x(*shape):
    return torch.randn(shape, requires_grad=True)


def n(limit, *shape):
    return torch.randint(0, limit, shape)


def values(tensor):
    """The elements with seven digits."""
    return " ".join(["%.7g" % value for value in tensor.detach().double().flatten().tolist()])


def tensors(value):
    """The tensors in a result, however they are nested."""
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, (tuple, list)):
        return [tensor for item in value for tensor in tensors(item)]
    return []


def show(module, *inputs):
    """The module, what it makes of the inputs, and the gradients of a weighted sum of that."""
    print(module)
    if not inputs:
        for name, parameter in module.named_parameters():
            print(name, list(parameter.shape), values(parameter))
        return
    leaves = tensors(inputs)
    for leaf in leaves:
        if leaf.requires_grad:
            leaf.retain_grad()
    total = 0
    for output in tensors(module(*inputs)):
        print(list(output.shape), output.dtype, type(output.grad_fn).__name__, values(output))
        if output.requires_grad:
            weights = torch.linspace(0.5, 1.5, output.numel(), dtype=output.dtype)
            total = total + (output.reshape(-1) * weights).sum()
    if isinstance(total, torch.Tensor):
        total.backward()
    for leaf in leaves:
        if leaf.grad is not None:
            print("input", values(leaf.grad))
    for name, parameter in module.named_parameters():
        print(name, list(parameter.shape), values(parameter))
        if parameter.grad is not None:
            print("gradient", values(parameter.grad))
    for name, buffer in module.named_buffers():
        print(name, list(buffer.shape), values(buffer))


def train(make, steps=20, shapes=((3, 2), (2,)), dtype=torch.float32):
    """The parameters of a small regression after some steps."""
    torch.manual_seed(1)
    parameters = [nn.Parameter(torch.randn(shape, dtype=dtype)) for shape in shapes]
    inputs, wanted = torch.randn(8, 3, dtype=dtype), torch.randn(8, 2, dtype=dtype)
    optimizer = make(parameters)
    print(optimizer)

    def closure():
        optimizer.zero_grad()
        output = inputs @ parameters[0]
        for bias in parameters[1:]:
            output = output + bias
        loss = ((output - wanted) ** 2).mean()
        loss.backward()
        return loss

    for _ in range(steps):
        loss = optimizer.step(closure)
    print("loss", loss if loss is None else "%.7g" % loss.item())
    for parameter in parameters:
        print(values(parameter))
    print(sorted(str(key) for key in optimizer.state[parameters[0]]))


def train_matrix(make):
    """The same without a bias, for optimizers of matrices."""
    train(make, shapes=((3, 2),))


def schedule(make):
    """The learning rates and momenta of 20 steps, and the parameters they lead to."""
    torch.manual_seed(1)
    parameter, other = nn.Parameter(torch.randn(3)), nn.Parameter(torch.randn(2))
    optimizer = optim.SGD([{"params": [parameter]}, {"params": [other], "lr": 0.02}], lr=0.1, momentum=0.9)
    scheduler = make(optimizer)
    for step in range(20):
        rates = ["%.9g %.9g" % (group["lr"], group["momentum"]) for group in optimizer.param_groups]
        print(*rates)
        optimizer.zero_grad()
        ((parameter - 1) ** 2).sum().backward()
        optimizer.step()
        if isinstance(scheduler, S.ReduceLROnPlateau):
            scheduler.step(1 / (1 + min(step, 6)))
        elif step < 19:
            scheduler.step()
    print(values(parameter))
    print(sorted(key for key in scheduler.state_dict() if not key.startswith("_")))


