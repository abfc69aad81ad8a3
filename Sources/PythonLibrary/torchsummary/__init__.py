"""A table of a model's layers, as the package torchsummary prints it."""
import math

import torch

_RULE, _DOUBLE = "-" * 64, "=" * 64


class _Layer:
    def __init__(self, name, shape, count, is_trained):
        self.name, self.shape, self.count, self.is_trained = name, shape, count, is_trained


def _watch(model, batch_size, layers):
    """Hooks that note the layers in the order in which they answer."""
    def note(module, input, output):
        if isinstance(output, (list, tuple)):
            shape = [[-1, *one.size()[1:]] for one in output]
        else:
            shape = [batch_size, *output.size()[1:]]
        count, is_trained = 0, False
        for name in ("weight", "bias"):
            value = getattr(module, name, None)
            if isinstance(value, torch.Tensor):
                count += value.numel()
                if name == "weight":
                    is_trained = value.requires_grad
        layers.append(_Layer(f"{type(module).__name__}-{len(layers) + 1}", shape, count, is_trained))

    containers = (torch.nn.Sequential, torch.nn.ModuleList)
    return [m.register_forward_hook(note) for m in model.modules() if m is not model and not isinstance(m, containers)]


def _product(shape):
    return math.prod(_product(part) if isinstance(part, list) else part for part in shape)


def summary(model, input_size, batch_size=-1, device="cuda"):
    """Prints the layers that a random input passes, their output shapes and their numbers of parameters."""
    assert device.lower() in ("cuda", "cpu"), "Input device is not valid, please specify 'cuda' or 'cpu'"
    sizes = [input_size] if isinstance(input_size, tuple) else input_size
    inputs = [torch.rand(2, *size) for size in sizes]
    layers = []
    hooks = _watch(model, batch_size, layers)
    try:
        model(*inputs)
    finally:
        for hook in hooks:
            hook.remove()

    print(_RULE)
    print(f"{'Layer (type)':>20}  {'Output Shape':>25} {'Param #':>15}")
    print(_DOUBLE)
    for layer in layers:
        print(f"{layer.name:>20}  {str(layer.shape):>25} {layer.count:>15,}")
    total = sum(layer.count for layer in layers)
    trained = sum(layer.count for layer in layers if layer.is_trained)
    megabytes = 4.0 / 1024 ** 2
    input_part = abs(_product([list(size) for size in sizes]) * batch_size * megabytes)
    output_part = abs(2.0 * sum(_product(layer.shape) for layer in layers) * megabytes)
    model_part = total * megabytes
    print(_DOUBLE)
    print(f"Total params: {total:,}")
    print(f"Trainable params: {trained:,}")
    print(f"Non-trainable params: {total - trained:,}")
    print(_RULE)
    print(f"Input size (MB): {input_part:.2f}")
    print(f"Forward/backward pass size (MB): {output_part:.2f}")
    print(f"Params size (MB): {model_part:.2f}")
    print(f"Estimated Total Size (MB): {model_part + output_part + input_part:.2f}")
    print(_RULE)


def __getattr__(name):
    raise AttributeError(f"module 'torchsummary' has no attribute '{name}', or nbrun does not support it")
