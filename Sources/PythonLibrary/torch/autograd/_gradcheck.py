"""Compare gradients with differences of values."""

import warnings

import torch


class GradcheckError(RuntimeError):
    """A gradient differs from the numerical one."""

    __module__ = "torch.autograd.gradcheck"


def _tuple(values):
    return tuple(values) if isinstance(values, (tuple, list)) else (values,)


def _differentiable(outputs):
    return tuple(v for v in _tuple(outputs) if isinstance(v, torch.Tensor) and v.requires_grad)


def _differences(func, inputs, which, count, step):
    """For each element of an input, moved by the step both ways, half the difference of every output."""
    point = inputs[which].detach()
    flat = point.reshape(-1)
    columns = [[] for _ in range(count)]
    for place in range(flat.numel()):
        ends = []
        for move in (-step, step):
            moved = flat.clone()
            moved[place] += move
            with torch.no_grad():
                outputs = _tuple(func(*inputs[:which], moved.view(point.shape), *inputs[which + 1:]))
            ends.append([v for v in outputs if isinstance(v, torch.Tensor)])
        for column, low, high in zip(columns, *ends):
            column.append((high - low).reshape(-1) / (2 * abs(step)))
    return [torch.stack(column) if column else point.new_zeros(0, 0) for column in columns]


def _numerical(func, inputs, which, count, eps):
    """The Jacobians of all outputs for one input; of a complex input the conjugate ones, as gradients are."""
    real = _differences(func, inputs, which, count, eps)
    if not inputs[which].is_complex():
        return real
    return [r + 1j * i for r, i in zip(real, _differences(func, inputs, which, count, eps * 1j))]


def _analytical(output, point):
    flat = output.reshape(-1)
    rows = []
    for place in range(flat.numel()):
        weights = torch.zeros_like(flat)
        weights[place] = 1
        grad, = torch.autograd.grad(flat, point, weights, retain_graph=True, allow_unused=True)
        rows.append((torch.zeros_like(point) if grad is None else grad.detach()).reshape(-1))
    return torch.stack(rows, 1) if rows else point.new_zeros(point.numel(), 0)


def _along(func, inputs, which, tangent):
    """The derivatives of all outputs along a direction of one input, by forward differentiation."""
    from torch.autograd import forward_ad
    with forward_ad.dual_level():
        dual = forward_ad.make_dual(inputs[which].detach(), tangent)
        outputs = _tuple(func(*inputs[:which], dual, *inputs[which + 1:]))
        found = []
        for output in outputs:
            if isinstance(output, torch.Tensor):
                primal, derivative = forward_ad.unpack_dual(output)
                found.append((torch.zeros_like(primal) if derivative is None else derivative).detach().reshape(-1))
        return found


def _forward(func, inputs, which, count):
    """The Jacobians of all outputs for one input, computed in forward mode; of a complex input as `_numerical` has them."""
    point = inputs[which]
    columns = [[] for _ in range(count)]
    for place in range(point.numel()):
        tangent = torch.zeros(point.numel(), dtype=point.dtype)
        tangent[place] = 1
        found = _along(func, inputs, which, tangent.view(point.shape))
        if point.is_complex():
            turned = _along(func, inputs, which, tangent.view(point.shape) * 1j)
            found = [real + 1j * imaginary for real, imaginary in zip(found, turned)]
        for column, values in zip(columns, found):
            column.append(values)
    return [torch.stack(column) if column else point.new_zeros(0, 0) for column in columns]


def _compare(func, inputs, wanted, part, eps, atol, rtol, forward=False):
    """The first mismatch between both Jacobians, told in words."""
    title = "Jacobian computed with forward mode" if forward else "Jacobian"
    outputs = _tuple(func(*inputs))
    places = [i for i, v in enumerate(outputs) if isinstance(v, torch.Tensor) and v.requires_grad]
    for which in wanted:
        jacobians = _numerical(func, inputs, which, len(outputs), eps)
        directional = _forward(func, inputs, which, len(outputs)) if forward else None
        for index, place in enumerate(places):
            numerical = jacobians[place]
            analytical = directional[place] if forward else _analytical(outputs[place], inputs[which])
            wide = torch.promote_types(numerical.dtype, analytical.dtype)
            if not torch.allclose(analytical.to(wide), numerical.to(wide), rtol, atol):
                return (f"{part}{title} mismatch for output {index} with respect to input {which},\n"
                        f"numerical:{numerical}\nanalytical:{analytical}\n")
    return None


def _is_constant(func, inputs, wanted, eps):
    """Whether the outputs do not change with the inputs."""
    outputs = [v for v in _tuple(func(*inputs)) if isinstance(v, torch.Tensor)]
    counted = [v.is_floating_point() or v.is_complex() for v in outputs]
    return not any(jacobian.any() for which in wanted
                   for jacobian, counts in zip(_numerical(func, inputs, which, len(outputs), eps), counted) if counts)


def _only(func, take):
    """The function with one part of its complex outputs in their place."""
    def partial(*args):
        return tuple(take(v) if isinstance(v, torch.Tensor) and v.is_complex() else v for v in _tuple(func(*args)))
    return partial


def _check_inputs(inputs):
    wanted = [i for i, v in enumerate(inputs) if isinstance(v, torch.Tensor) and v.requires_grad]
    if not wanted:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them have "
            "requires_grad=True.")
    for index in wanted:
        point = inputs[index]
        if point.dtype not in (torch.float64, torch.complex128):
            warnings.warn(
                f"Input #{index} requires gradient and is not a double precision floating point or complex. This "
                "check will likely fail if all the inputs are not of double precision floating point or complex. ")
        if any(stride == 0 and size > 1 for stride, size in zip(point.stride(), point.shape)):
            raise RuntimeError(
                f"The {index}th input has a dimension with stride 0. gradcheck only supports inputs that are "
                "non-overlapping to be able to compute the numerical gradients correctly. You should call .contiguous "
                "on the input before passing it to gradcheck.")
        point.retain_grad()
    return wanted


def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, nondet_tol=0.0,
              check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False,
              check_batched_forward_grad=False, check_forward_ad=False, check_backward_ad=True, fast_mode=False,
              masked=None):
    """Whether the gradients of func agree with differences of its values."""
    assert check_forward_ad or check_backward_ad, "Expected at least one of check_forward_ad or check_backward_ad to be True"
    assert not (check_batched_grad and not check_backward_ad), (
        "Setting check_batched_grad=True requires check_backward_ad to be True")
    assert not (check_batched_forward_grad and not check_forward_ad), (
        "Setting check_batched_forward_grad=True requires check_forward_ad to be True")
    inputs = _tuple(inputs)
    wanted = _check_inputs(inputs)
    outputs = tuple(v for v in _tuple(func(*inputs)) if v.requires_grad)
    if any(output.is_complex() for output in outputs):
        words = "While considering the {} part of complex outputs only, "
        parts = [(_only(func, torch.imag), words.format("imaginary")), (_only(func, torch.real), words.format("real"))]
    else:
        parts = [(func, "")]
    if not outputs and not _is_constant(func, inputs, wanted, eps):
        if raise_exception:
            raise GradcheckError("Numerical gradient for function expected to be zero")
        return False
    for part, prefix in parts if outputs else ():
        for forward in [False] * check_backward_ad + [True] * check_forward_ad:
            mismatch = _compare(part, inputs, wanted, prefix, eps, atol, rtol, forward)
            if mismatch is not None:
                if raise_exception:
                    raise GradcheckError(mismatch)
                return False
    return True


def gradgradcheck(func, inputs, grad_outputs=None, *, eps=1e-6, atol=1e-5, rtol=1e-3, gen_non_contig_grad_outputs=False,
                  raise_exception=True, **options):
    """Whether the second gradients of func agree with differences of its gradients."""
    inputs = _tuple(inputs)
    if grad_outputs is None:
        weights = tuple(
            torch.testing.make_tensor(v.shape, dtype=v.dtype, device=v.device, low=-1, high=1, requires_grad=True,
                                      noncontiguous=gen_non_contig_grad_outputs)
            for v in _differentiable(func(*inputs)))
    else:
        weights = _tuple(grad_outputs)
    asked = [isinstance(v, torch.Tensor) and v.requires_grad for v in inputs]

    def gradients(*args):
        points = [v.requires_grad_() if ask else v for v, ask in zip(args, asked)]
        with torch.enable_grad():
            found = torch.autograd.grad(
                _differentiable(func(*points)), [v for v, ask in zip(points, asked) if ask], args[len(inputs):],
                create_graph=True, allow_unused=True)
        return tuple(g for g in found if g is not None)

    return gradcheck(gradients, inputs + weights, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception)
