"""Optimizers that treat matrices as such: Adafactor keeps means of rows and columns, Muon makes steps orthogonal."""

import math

import torch
from torch.optim.optimizer import Optimizer


def _check(name, value, least=0.0):
    if not least <= value:
        raise ValueError(f"{name} should be >= {least:g} but is: {value}")


class Adafactor(Optimizer):
    def __init__(self, params, lr=1e-2, beta2_decay=-0.8, eps=(None, 1e-3), d=1.0, weight_decay=0.0, *, foreach=None,
                 maximize=False):
        _check("Learning rate", lr)
        if beta2_decay > 0.0:
            raise ValueError(f"beta2_decay should be <= 0 but is: {beta2_decay}")
        if eps[0] is not None:
            _check("epsilon1", eps[0])
        _check("epsilon2", eps[1])
        _check("Clipping threshold d", d, 1.0)
        _check("weight_decay", weight_decay)
        super().__init__(params, dict(lr=lr, beta2_decay=beta2_decay, eps=eps, d=d, weight_decay=weight_decay,
                                      foreach=foreach, maximize=maximize))

    def _update(self, param, grad, state, group):
        is_matrix = grad.dim() > 1
        if not state:
            state["step"] = torch.tensor(0.0)
            if is_matrix:
                state["row_var"] = grad.new_zeros(grad.shape[:-1] + (1,))
                state["col_var"] = grad.new_zeros(grad.shape[:-2] + (1, grad.size(-1)))
            else:
                state["variance"] = torch.zeros_like(grad)
        state["step"] += 1
        step, rate = state["step"].item(), group["lr"]
        least, smallest = group["eps"]
        if least is None:
            least = torch.finfo(param.dtype).eps
        # Of the size that the parameter has itself, but never next to nothing.
        size = max(smallest, _root_mean_square(param)) * min(rate, 1 / step ** 0.5)
        if group["weight_decay"] != 0:
            param.mul_(1 - rate * group["weight_decay"])
        share = step ** group["beta2_decay"]
        if is_matrix:
            spread = _product_of_means(grad, state["row_var"], state["col_var"], share, least)
        else:
            spread = state["variance"].lerp_(grad * grad, share)
        change = spread.clamp(min=least * least).rsqrt() * grad
        param.add_(change, alpha=-size / max(1.0, _root_mean_square(change, group["d"])))


def _root_mean_square(x, scale=1.0):
    """The root of the mean of the squares, in units of `scale`."""
    return x.norm(2).item() / (x.numel() ** 0.5 * scale)


def _product_of_means(grad, rows, columns, share, least):
    """Running means of the squares of rows and columns, and the matrix that these means come from if its rank is 1."""
    for mean, dim in ((rows, -1), (columns, -2)):
        mean.lerp_(grad.norm(dim=dim, keepdim=True).square() / grad.size(dim), share)
    return rows @ columns / rows.mean(dim=-2, keepdim=True).clamp(min=least)


class Muon(Optimizer):
    def __init__(self, params, lr=1e-3, weight_decay=0.1, momentum=0.95, nesterov=True,
                 ns_coefficients=(3.4445, -4.775, 2.0315), eps=1e-7, ns_steps=5, adjust_lr_fn=None):
        _check("Learning rate", lr)
        _check("momentum", momentum)
        _check("weight decay", weight_decay)
        if adjust_lr_fn not in (None, "original", "match_rms_adamw"):
            raise ValueError(f"Adjust learning rate function {adjust_lr_fn} is not supported")
        super().__init__(params, dict(lr=lr, weight_decay=weight_decay, momentum=momentum, nesterov=nesterov,
                                      ns_coefficients=ns_coefficients, eps=eps, ns_steps=ns_steps,
                                      adjust_lr_fn=adjust_lr_fn))
        for group in self.param_groups:
            for param in group["params"]:
                if param.dim() != 2:
                    raise ValueError("Muon only supports 2D parameters whereas we found a parameter with size: "
                                     f"{param.size()}")

    def _update(self, param, grad, state, group):
        momentum = group["momentum"]
        buffer = state.get("momentum_buffer")
        if buffer is None:
            buffer = state["momentum_buffer"] = torch.zeros_like(grad)
        buffer.lerp_(grad, 1 - momentum)
        change = _orthogonal(grad.lerp(buffer, momentum) if group["nesterov"] else buffer, group)
        rows, columns = param.shape
        if group["adjust_lr_fn"] == "match_rms_adamw":
            ratio = 0.2 * math.sqrt(max(rows, columns))
        else:
            ratio = math.sqrt(max(1, rows / columns))
        param.mul_(1 - group["lr"] * group["weight_decay"])
        param.add_(change, alpha=-group["lr"] * ratio)


def _orthogonal(matrix, group):
    """A matrix with the same singular vectors and singular values near 1, by Newton-Schulz iteration in bfloat16."""
    if group["ns_steps"] >= 100:
        raise ValueError("Number of steps must be less than 100 for computational efficiency")
    if len(group["ns_coefficients"]) != 3:
        raise ValueError("Coefficients must be a tuple of exactly 3 values")
    first, third, fifth = group["ns_coefficients"]
    is_tall = matrix.size(0) > matrix.size(1)

    def rounded(x):
        return x.bfloat16().float()

    # The products are summed in float32 and rounded once, as PyTorch's matrix kernels do.
    x = rounded(matrix)
    x = x.T if is_tall else x
    x = rounded(x / rounded(x.norm()).clamp(min=group["eps"]))
    for _ in range(group["ns_steps"]):
        gram = rounded(x @ x.T)
        x = rounded(first * x + rounded(third * gram + fifth * (gram @ gram)) @ x)
    return (x.T if is_tall else x).bfloat16()
