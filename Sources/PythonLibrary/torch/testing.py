"""Comparison of tensors in tests."""

import torch

_TOLERANCES = {torch.float16: (1e-3, 1e-5), torch.bfloat16: (1.6e-2, 1e-5), torch.float32: (1.3e-6, 1e-5),
               torch.float64: (1e-7, 1e-7), torch.complex64: (1.3e-6, 1e-5), torch.complex128: (1e-7, 1e-7)}


def assert_close(actual, expected, *, allow_subclasses=True, rtol=None, atol=None, equal_nan=False, check_device=True,
                 check_dtype=True, check_layout=True, check_stride=False, msg=None):
    """Raise AssertionError unless two tensors, numbers or containers of them agree within tolerances."""
    if isinstance(actual, (list, tuple)) and isinstance(expected, (list, tuple)):
        if len(actual) != len(expected):
            raise AssertionError(
                f"The length of the sequences mismatch: {len(actual)} != {len(expected)}")
        for a, b in zip(actual, expected):
            assert_close(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=check_dtype, msg=msg)
        return
    if isinstance(actual, dict) and isinstance(expected, dict):
        for key in expected:
            assert_close(actual[key], expected[key], rtol=rtol, atol=atol, equal_nan=equal_nan, msg=msg)
        return
    is_number = not isinstance(actual, torch.Tensor)
    a, b = torch.as_tensor(actual), torch.as_tensor(expected)

    def fail(text):
        raise AssertionError(text if msg is None else msg(text) if callable(msg) else msg)

    if a.shape != b.shape:
        fail(f"The values for attribute 'shape' do not match: {a.shape} != {b.shape}.")
    if check_dtype and not is_number and a.dtype != b.dtype:
        fail(f"The values for attribute 'dtype' do not match: {a.dtype} != {b.dtype}.")
    if (rtol is None) != (atol is None):
        raise ValueError(
            f"Both 'rtol' and 'atol' must be either specified or unspecified, but got rtol={rtol} and atol={atol}.")
    if rtol is None:
        pairs = [_TOLERANCES.get(t.dtype, (0.0, 0.0)) for t in (a, b)]
        if is_number:
            pairs = [(1e-7, 1e-7) if t.is_floating_point() else (0.0, 0.0) for t in (a, b)]
        rtol, atol = max(p[0] for p in pairs), max(p[1] for p in pairs)
    common = torch.promote_types(a.dtype, b.dtype)
    a, b = a.to(common), b.to(common)
    matches = torch.isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan)
    if torch.all(matches):
        return
    kind = "Scalars" if is_number or a.dim() == 0 else "Tensor-likes"
    equal = rtol == 0 and atol == 0
    head = f"{kind} are not {'equal' if equal else 'close'}!\n\n"
    difference = (a.detach() - b.detach()).abs().to(torch.float64)
    difference[matches] = 0
    relative = difference / b.detach().abs().to(torch.float64)
    relative[matches] = 0
    limit_a = "" if equal else f" (up to {atol} allowed)"
    limit_r = "" if equal else f" (up to {rtol} allowed)"
    if kind == "Scalars":
        text = head + f"Expected {b.item()} but got {a.item()}.\n"
        text += f"Absolute difference: {difference.item()}{limit_a}\n"
        text += f"Relative difference: {relative.item()}{limit_r}"
        fail(text)
    wrong = int((~matches).sum())
    text = head + f"Mismatched elements: {wrong} / {a.numel()} ({100 * wrong / a.numel():.1f}%)\n"

    def place(values):
        flat = int(values.reshape(-1).argmax())
        index = []
        for size in reversed(values.shape):
            index.insert(0, flat % size)
            flat //= size
        return tuple(index)

    text += f"Greatest absolute difference: {difference.max().item()} at index {place(difference)}{limit_a}\n"
    text += f"Greatest relative difference: {relative.max().item()} at index {place(relative)}{limit_r}"
    fail(text)
