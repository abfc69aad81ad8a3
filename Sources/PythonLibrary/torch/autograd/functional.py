"""Jacobians, Hessians and products with them."""

import torch

__all__ = ["vjp", "jvp", "jacobian", "hessian", "hvp", "vhp"]


def _as_tuple(value, what, function):
    is_tuple = isinstance(value, tuple)
    values = value if is_tuple else (value,)
    for index, element in enumerate(values):
        if not isinstance(element, torch.Tensor):
            if is_tuple:
                raise TypeError(
                    f"The {what} given to {function} must be either a Tensor or a tuple of Tensors but the value at "
                    f"index {index} has type {type(element)}.")
            raise TypeError(
                f"The {what} given to {function} must be either a Tensor or a tuple of Tensors but the given {what} "
                f"has type {type(element)}.")
    return is_tuple, tuple(values)


def _inputs(inputs, create_graph, function):
    is_tuple, values = _as_tuple(inputs, "inputs", function)
    if create_graph:
        return is_tuple, tuple(v.view_as(v) if v.requires_grad else v.detach().requires_grad_() for v in values)
    return is_tuple, tuple(v.detach().requires_grad_() for v in values)


def _outputs(func, values, function):
    return _as_tuple(func(*values), "outputs of the user-provided function", function)


def _finished(values, is_tuple, create_graph):
    values = tuple(v if create_graph else v.detach() for v in values)
    return values if is_tuple else values[0]


def _grad(outputs, inputs, weights=None, create_graph=False, strict=None):
    """Gradients with zeros for inputs that are not used; `strict` says in which words that is refused."""
    if all(not output.requires_grad for output in outputs):
        found = (None,) * len(inputs)
    else:
        found = torch.autograd.grad(outputs, inputs, weights, allow_unused=True, create_graph=create_graph,
                                    retain_graph=True)
    if strict is not None:
        for index, gradient in enumerate(found):
            if gradient is None:
                raise RuntimeError(f"{strict} is independent of input {index}. This is not allowed in strict mode.")
    return tuple(torch.zeros_like(i) if g is None else g for g, i in zip(found, inputs))


_NO_JACOBIAN = (
    "While computing the hessian, found that the jacobian of the user-provided function with respect to input {} is "
    "independent of the input. This is not allowed in strict mode. You should ensure that your function is twice "
    "differentiable and that the jacobian depends on the inputs (this would be violated by a linear function for "
    "example).")
_NO_SECOND = ("The jacobian of the user-provided function is independent of input {}. This is not allowed in strict mode "
              "when create_graph=True.")
_NO_OUTPUT = ("Output {} of the user-provided function does not require gradients. The outputs must be computed in a "
              "differentiable manner from the input when running in strict mode.")


def _check_recorded(values, strict, message):
    """In strict mode, everything here was computed from the inputs."""
    for index, value in enumerate(values):
        if strict and not value.requires_grad:
            raise RuntimeError(message.format(index))


def _check_v(v, others, is_tuple):
    _, v = _as_tuple(v, "v", "vjp")
    if len(v) != len(others):
        raise RuntimeError(f"v is a tuple of invalid length: should be {len(others)} but got {len(v)}.")
    for index, (a, b) in enumerate(zip(v, others)):
        if a.size() != b.size():
            prepend = f"Entry {index} in " if is_tuple else ""
            raise RuntimeError(f"{prepend}v has invalid size: should be {b.size()} but got {a.size()}.")
    return v


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """The outputs, and a vector times the Jacobian."""
    with torch.enable_grad():
        is_tuple, values = _inputs(inputs, create_graph, "vjp")
        outputs_are_tuple, outputs = _outputs(func, values, "vjp")
        _check_recorded(outputs, strict, _NO_OUTPUT)
        if v is None:
            if len(outputs) != 1 or outputs[0].numel() != 1:
                raise RuntimeError(
                    "The vector v can only be None if the user-provided function returns a single Tensor with a "
                    "single element.")
            v = None
        else:
            v = _check_v(v, outputs, outputs_are_tuple)
        found = _grad(outputs, values, v, create_graph, "The output of the user-provided function" if strict else None)
        _check_recorded(found, strict and create_graph, _NO_SECOND)
    return _finished(outputs, outputs_are_tuple, create_graph), _finished(found, is_tuple, create_graph)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """The outputs, and the Jacobian times a vector."""
    with torch.enable_grad():
        is_tuple, values = _inputs(inputs, create_graph, "jvp")
        if v is None:
            if len(values) != 1 or values[0].numel() != 1:
                raise RuntimeError(
                    "The vector v can only be None if the input to the user-provided function is a single Tensor "
                    "with a single element.")
            v = (torch.ones_like(values[0]),)
        else:
            v = _check_v(v, values, is_tuple)
        outputs_are_tuple, outputs = _outputs(func, values, "jvp")
        _check_recorded(outputs, strict, _NO_OUTPUT)
        # The gradient of "vector times Jacobian" with respect to that vector is "Jacobian times vector".
        weights = tuple(torch.zeros_like(output, requires_grad=True) for output in outputs)
        first = _grad(outputs, values, weights, True, "The output of the user-provided function" if strict else None)
        found = _grad(first, weights, v, create_graph)
        _check_recorded(found, strict and create_graph, _NO_SECOND)
    return _finished(outputs, outputs_are_tuple, create_graph), _finished(found, outputs_are_tuple, create_graph)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    """The derivative of every output element with respect to every input element."""
    assert strategy in ("forward-mode", "reverse-mode"), (
        'Expected strategy to be either "forward-mode" or "reverse-mode". Hint: If your function has more outputs than '
        'inputs, "forward-mode" tends to be more performant. Otherwise, prefer to use "reverse-mode".')
    if strategy == "forward-mode":
        if create_graph:
            raise NotImplementedError(
                'torch.autograd.functional.jacobian: `create_graph=True` and `strategy="forward-mode"` are not '
                'supported together (yet). Please either set `create_graph=False` or `strategy="reverse-mode"`.')
        if strict:
            raise RuntimeError(
                'torch.autograd.functional.jacobian: `strict=True` and `strategy="forward-mode"` are not supported '
                'together (yet). Please either set `strict=False` or `strategy="reverse-mode"`.')
        if not vectorize:
            raise NotImplementedError(
                "Computing Jacobian using forward-AD or forward-over-reverse Hessian isonly implemented for "
                "`vectorize=True`.")
    elif vectorize and strict:
        raise RuntimeError(
            "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not supported together. Please "
            "either set `strict=False` or `vectorize=False`.")
    with torch.enable_grad():
        is_tuple, values = _inputs(inputs, create_graph, "jacobian")
        outputs_are_tuple, outputs = _outputs(func, values, "jacobian")
        _check_recorded(outputs, strict, _NO_OUTPUT)
        result = []
        for number, output in enumerate(outputs):
            rows = [[] for _ in values]
            flat = output.reshape(-1)
            refusal = f"Output {number} of the user-provided function" if strict else None
            for index in range(output.nelement()):
                found = _grad((flat[index],), values, create_graph=create_graph, strict=refusal)
                _check_recorded(found, strict and create_graph, _NO_SECOND)
                for row, grad in zip(rows, found):
                    row.append(grad)
            result.append(tuple(
                torch.stack(row).view(output.size() + value.size()) if row
                else torch.zeros(output.size() + value.size()) for row, value in zip(rows, values)))
    result = [tuple(j if create_graph else j.detach() for j in row) for row in result]
    result = tuple(row if is_tuple else row[0] for row in result)
    return result if outputs_are_tuple else result[0]


def _scalar(func, function, strict=False):
    def checked(*values):
        output = func(*values)
        is_tuple, outputs = _as_tuple(output, "outputs of the user-provided function", function)
        if is_tuple:
            raise RuntimeError(f"The function given to {function} should return a single Tensor")
        if outputs[0].nelement() != 1:
            raise RuntimeError(
                f"The Tensor returned by the function given to {function} should contain a single element")
        _check_recorded(outputs, strict, _NO_OUTPUT)
        return outputs[0].squeeze()

    return checked


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    """The second derivatives of a function with one output element."""
    assert outer_jacobian_strategy in ("forward-mode", "reverse-mode"), (
        'Expected strategy to be either "forward-mode" or "reverse-mode".')
    is_tuple, values = _inputs(inputs, create_graph, "hessian")
    scalar = _scalar(func, "hessian", strict)

    def gradient(*points):
        found = jacobian(scalar, points, create_graph=True)
        _check_recorded(found, strict, _NO_JACOBIAN)
        return found if is_tuple else found[0]

    result = jacobian(gradient, values, create_graph, strict, vectorize, outer_jacobian_strategy)
    return result if is_tuple else result[0]


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    """The output, and a vector times the Hessian."""
    return _vhp("vhp", func, inputs, v, create_graph, strict)


def _vhp(function, func, inputs, v, create_graph, strict):
    with torch.enable_grad():
        is_tuple, values = _inputs(inputs, create_graph, function)
        if v is None:
            if len(values) != 1 or values[0].numel() != 1:
                raise RuntimeError(
                    "The vector v can only be None if the input to the user-provided function is a single Tensor "
                    "with a single element.")
            v = (torch.ones_like(values[0]),)
        else:
            v = _check_v(v, values, is_tuple)
        output = _scalar(func, function, strict)(*values)
        first = _grad((output,), values, None, True, "The output of the user-provided function" if strict else None)
        _check_recorded(first, strict, _NO_JACOBIAN)
        found = _grad(first, values, v, create_graph)
        _check_recorded(found, strict and create_graph, _NO_SECOND)
    return _finished((output,), False, create_graph), _finished(found, is_tuple, create_graph)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    """The output, and the Hessian times a vector."""
    return _vhp("hvp", func, inputs, v, create_graph, strict)
