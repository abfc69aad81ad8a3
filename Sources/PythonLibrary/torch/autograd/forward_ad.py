"""Derivatives in a direction, computed along with the values.

A dual tensor is a tensor of the ordinary graph that knows its direction; the tangent of a result is the derivative of
"vector times Jacobian" by that vector, taken when it is asked for.
"""

import collections

import torch

__all__ = ["UnpackedDualTensor", "dual_level", "enter_dual_level", "exit_dual_level", "make_dual", "unpack_dual"]

# The directions of each level, innermost last: pairs of a dual tensor and its tangent.
_levels = []
# What was found for tensors that belong to a graph of outside: these have no tangents themselves.
_tangents = []

UnpackedDualTensor = collections.namedtuple("UnpackedDualTensor", ["primal", "tangent"])


def enter_dual_level():
    """Begins a level; returns its number."""
    if _levels:
        raise RuntimeError("Nested forward mode AD is not supported at the moment")
    _levels.append([])
    torch._C._dual_depth(len(_levels))
    return len(_levels) - 1


def exit_dual_level(*, level=None):
    """Ends the last level."""
    if level is None:
        level = len(_levels) - 1
    if level < 0:
        raise RuntimeError("Dual level must be a positive number.")
    if level != len(_levels) - 1:
        raise RuntimeError(
            "Trying to exit a forward AD level that was not the last one that was created. This is not supported.")
    for dual, _ in _levels.pop():
        # Outside it is a tensor like any other.
        if dual.grad_fn is None:
            dual.requires_grad = False
    if not _levels:
        _tangents.clear()
    torch._C._dual_depth(len(_levels))


class dual_level:
    """A level for the length of a `with` block."""

    def __enter__(self):
        return enter_dual_level()

    def __exit__(self, *exception):
        exit_dual_level()


def make_dual(tensor, tangent, *, level=None):
    """A tensor with a direction."""
    if not _levels:
        raise RuntimeError(
            "Trying to create a dual Tensor for forward AD but no level exists, make sure to enter_dual_level() first.")
    if not (tensor.is_floating_point() or tensor.is_complex()):
        raise ValueError(f"Expected primal to be floating point or complex, but got: {tensor.dtype}")
    if not (tangent.is_floating_point() or tangent.is_complex()):
        raise ValueError(f"Expected tangent to be floating point or complex, but got: {tangent.dtype}")
    if tensor.shape != tangent.shape:
        raise RuntimeError(
            "Trying to set a forward gradient that has a different size than that of the original Tensor, this is not "
            f"supported. Tensor is of size {list(tensor.shape)} while the given forward gradient is of size "
            f"{list(tangent.shape)}.")
    if level is not None and not 0 <= level < len(_levels):
        raise RuntimeError("Invalid level given to _make_dual")
    if unpack_dual(tensor).tangent is not None:
        raise RuntimeError(f"Making a dual Tensor based on a Tensor that already has a forward gradient at the same level "
                           f"{len(_levels) - 1} is not supported.")
    with torch.enable_grad():
        dual = tensor.view_as(tensor) if tensor.requires_grad else tensor.detach().requires_grad_()
    _levels[-1 if level is None else level].append((dual, tangent))
    return dual


def _is_recorded(pairs):
    """Whether tangents belong to a graph of outside."""
    return any(dual.grad_fn is not None or tangent.requires_grad for dual, tangent in pairs)


def _text(tensor):
    """The text of a tensor that has a tangent; None of any other."""
    tangent = unpack_dual(tensor).tangent
    if tangent is None:
        return None
    suffixes = [f"tangent={tangent}"]
    if _is_recorded(_levels[-1]) and tensor.grad_fn is not None:
        suffixes.insert(0, f"grad_fn=<{type(tensor.grad_fn).__name__}>")
    text = repr(tensor.detach())[:-1]
    width = torch._C._print_width()
    for suffix in suffixes:
        last = len(text) - text.rfind("\n") - 1
        text += (",\n       " if last + len(suffix) + 2 > width else ", ") + suffix
    return text + ")"


def unpack_dual(tensor, *, level=None):
    """The value and the tangent of a tensor; None for a tensor that no dual tensor leads to."""
    if not _levels:
        return UnpackedDualTensor(tensor, None)
    pairs = _levels[-1 if level is None else level]
    for dual, tangent in pairs:
        if tensor is dual:
            return UnpackedDualTensor(tensor.detach(), tangent)
    if not tensor.requires_grad or not pairs or any(tensor is tangent for tangent in _tangents):
        return UnpackedDualTensor(tensor, None)
    with torch.enable_grad():
        weight = torch.zeros_like(tensor).requires_grad_()
        first = torch.autograd.grad([tensor], [dual for dual, _ in pairs], [weight], create_graph=True,
                                    allow_unused=True)
        used = [(g, tangent) for g, (_, tangent) in zip(first, pairs) if g is not None]
        if not used:
            return UnpackedDualTensor(tensor, None)
        used = [(g, tangent) for g, tangent in used if g.requires_grad]
        if not used:
            return UnpackedDualTensor(tensor.detach(), torch.zeros_like(tensor).detach())
        found, = torch.autograd.grad([g for g, _ in used], [weight], [tangent for _, tangent in used],
                                     retain_graph=True, allow_unused=True, create_graph=_is_recorded(pairs))
    if found is None:
        found = torch.zeros_like(tensor).detach()
    if found.requires_grad:
        _tangents.append(found)
    return UnpackedDualTensor(tensor.detach(), found)


def _pushed_forward(rule, context, inputs, output):
    """The output of a user's function as dual tensors whose tangents its `jvp` gives; None where no input has one."""
    if not _levels:
        return None
    tangents = [unpack_dual(value).tangent if isinstance(value, torch.Tensor) else None for value in inputs]
    if all(tangent is None for tangent in tangents):
        return None
    if rule is None:
        raise NotImplementedError(
            "You must implement the jvp function for custom autograd.Function to use it with forward mode AD.")
    # A missing tangent of a number that can have one is zero.
    given = [torch.zeros_like(value) if tangent is None and isinstance(value, torch.Tensor)
             and (value.is_floating_point() or value.is_complex()) else tangent
             for value, tangent in zip(inputs, tangents)]
    with torch.no_grad():
        found = rule(context, *given)
    if not isinstance(output, tuple):
        return make_dual(output.detach(), found)
    return tuple(value if tangent is None else make_dual(value.detach(), tangent)
                 for value, tangent in zip(output, found))
