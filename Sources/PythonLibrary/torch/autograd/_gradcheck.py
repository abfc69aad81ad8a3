"""Compare gradients with differences of values."""

import warnings

import torch


class GradcheckError(RuntimeError):
    """A gradient differs from the numerical one."""

    __module__ = "torch.autograd.gradcheck"


def _numerical(func, inputs, which, output_index, eps):
    point = inputs[which]
    columns = []
    flat = point.detach().reshape(-1)
    for index in range(flat.numel()):
        values = []
        for sign in (1, -1):
            moved = flat.clone()
            moved[index] += sign * eps
            args = list(inputs)
            args[which] = moved.view(point.shape)
            with torch.no_grad():
                outputs = func(*args)
            outputs = outputs if isinstance(outputs, (tuple, list)) else (outputs,)
            values.append(outputs[output_index].detach().reshape(-1))
        columns.append((values[0] - values[1]) / (2 * eps))
    return torch.stack(columns)


def _analytical(output, point):
    flat = output.reshape(-1)
    rows = []
    for index in range(flat.numel()):
        grad, = torch.autograd.grad(flat[index], point, retain_graph=True, allow_unused=True)
        rows.append((torch.zeros_like(point) if grad is None else grad).reshape(-1))
    return torch.stack(rows).t()


def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, nondet_tol=0.0,
              check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False,
              check_batched_forward_grad=False, check_forward_ad=False, check_backward_ad=True, fast_mode=False,
              masked=None):
    """Whether the gradients of func agree with differences of its values."""
    inputs = tuple(inputs) if isinstance(inputs, (tuple, list)) else (inputs,)
    wanted = [i for i, v in enumerate(inputs) if isinstance(v, torch.Tensor) and v.requires_grad]
    if not wanted:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them have "
            "requires_grad=True.")
    for index in wanted:
        if inputs[index].dtype not in (torch.float64, torch.complex128):
            warnings.warn(
                f"Input #{index} requires gradient and is not a double precision floating point or complex. This "
                "check will likely fail if all the inputs are not of double precision floating point or complex. ")
    outputs = func(*inputs)
    outputs = outputs if isinstance(outputs, (tuple, list)) else (outputs,)
    for j, output in enumerate(outputs):
        if not output.requires_grad:
            continue
        for i in wanted:
            numerical = _numerical(func, inputs, i, j, eps)
            analytical = _analytical(output, inputs[i])
            if not torch.allclose(analytical, numerical.to(analytical.dtype), rtol, atol):
                if not raise_exception:
                    return False
                raise GradcheckError(
                    f"Jacobian mismatch for output {j} with respect to input {i},\n"
                    f"numerical:{numerical}\nanalytical:{analytical}\n")
    return True


def gradgradcheck(func, inputs, grad_outputs=None, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, **options):
    """Whether the second gradients of func agree with differences of its gradients."""
    inputs = tuple(inputs) if isinstance(inputs, (tuple, list)) else (inputs,)
    outputs = func(*inputs)
    outputs = outputs if isinstance(outputs, (tuple, list)) else (outputs,)
    if grad_outputs is None:
        weights = tuple(torch.randn_like(output).requires_grad_() for output in outputs)
    else:
        weights = grad_outputs if isinstance(grad_outputs, tuple) else (grad_outputs,)
    count = len(inputs)

    def gradients(*args):
        points, weights = args[:count], args[count:]
        points = [p if not isinstance(p, torch.Tensor) or p.requires_grad else p.requires_grad_(q.requires_grad)
                  for p, q in zip(points, inputs)]
        with torch.enable_grad():
            values = func(*points)
            values = values if isinstance(values, (tuple, list)) else (values,)
            wanted = [p for p in points if isinstance(p, torch.Tensor) and p.requires_grad]
            found = torch.autograd.grad(values, wanted, weights, create_graph=True, allow_unused=True)
        return tuple(g for g in found if g is not None)

    return gradcheck(gradients, inputs + weights, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception)
