import torch


def show(call):
    try:
        result = call()
        print(repr(result), type(result).__name__)
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])


types = [torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8,
         torch.uint8, torch.bool, torch.complex64, torch.complex128]

# Nested lists of every type and layout.
for dtype in types:
    x = torch.tensor([[0, 1, 3], [2, 0, 5]]).to(dtype)
    print(x.tolist(), x.t().tolist(), x[:, ::2].tolist(), x[1].tolist(), x[1, 2].tolist(), x[:, 1:].flip(0).tolist())
x = torch.arange(24.0).reshape(2, 3, 4)
print(x.tolist(), x.permute(2, 0, 1).tolist(), x[:, :0].tolist(), x[:0].tolist(), x.expand(2, 2, 3, 4)[:, 1, 1].tolist())
print(torch.zeros(3, 0).tolist(), torch.zeros(0, 3).tolist(), torch.zeros(0).tolist(), torch.zeros(2, 0, 2).tolist())
print(torch.tensor([float("nan"), float("inf"), -0.0]).tolist(), torch.tensor([2 ** 63 - 1, -2 ** 63]).tolist())
print(torch.tensor([1 + 2j]).conj().tolist(), torch.tensor([1 + 2j]).conj().imag.tolist())
nested = torch.ones(2, 2).tolist()
nested[0].append([nested[1]])
print(nested)
show(lambda: x.tolist(1))
show(lambda: x.tolist(dim=1))

# Equal in value, whatever type, layout and size.
for dtype in types:
    a = torch.tensor([[0, 1, 3], [2, 0, 5]]).to(dtype)
    b = a.clone()
    changed = a.clone()
    changed[1, 2] = 0
    print(torch.equal(a, b), a.equal(changed), torch.equal(a.t(), b.t()), a.t().equal(b.t().contiguous()), a.equal(b[0]),
          torch.equal(a[:, :2], b[:, :2].contiguous()), torch.equal(a[:0], b[:0]))
for n in (1, 2, 7, 16, 33, 1000, 4097):
    for dtype in (torch.float32, torch.float64, torch.int64, torch.int32, torch.uint8):
        a = (torch.arange(n) % 100).to(dtype)
        b = a.clone()
        b[n - 1] += 1
        assert torch.equal(a, a.clone()) and not torch.equal(a, b), (n, dtype)
nan = torch.tensor([1.0, float("nan")])
print(torch.equal(nan, nan.clone()), torch.equal(torch.tensor([0.0]), torch.tensor([-0.0])))
show(lambda: torch.equal(torch.ones(2), torch.ones(2, dtype=torch.int64)))
show(lambda: torch.equal(torch.ones(2), torch.ones(3, dtype=torch.int64)))
show(lambda: torch.equal(torch.ones(2), 1))
show(lambda: torch.equal(torch.ones(2), torch.ones(2), None))
show(lambda: torch.is_same_size(torch.ones(2), torch.ones(2), None))

# Sizes and strides.
x = torch.zeros(2, 3, 4).transpose(0, 1)
for name in ("size", "stride"):
    method = getattr(x, name)
    for call in (lambda: method(), lambda: method(0), lambda: method(-1), lambda: method(dim=1), lambda: method(None),
                 lambda: method(dim=None), lambda: method(3), lambda: method(-4), lambda: method(1.0), lambda: method(True),
                 lambda: method(torch.tensor(2)), lambda: method(0, 1), lambda: method(axis=0)):
        show(call)
for call in (lambda: x.is_contiguous(), lambda: x.is_contiguous(memory_format=torch.contiguous_format),
             lambda: x.contiguous().is_contiguous(), lambda: x.is_contiguous(1), lambda: x.is_contiguous(memory_format=1),
             lambda: torch.zeros(()).size(), lambda: torch.zeros(()).stride(), lambda: torch.zeros(()).size(0),
             lambda: x.shape[0], lambda: x.shape[-1], lambda: x.shape[3], lambda: x.shape[1:], lambda: x.shape[True],
             lambda: x.dim(), lambda: x.dim(1), lambda: x.numel(dim=1), lambda: x.ndim, lambda: x.nbytes):
    show(call)

# Questions about types and values.
for call in (lambda: torch.is_tensor(x), lambda: torch.is_tensor(obj=x), lambda: torch.is_tensor(1), lambda: torch.is_tensor(),
             lambda: torch.is_tensor(x, x), lambda: torch.is_tensor(input=x), lambda: torch.is_storage(x.untyped_storage()),
             lambda: torch.numel(x), lambda: torch.numel(input=x), lambda: torch.numel(1), lambda: torch.numel(x, x),
             lambda: torch.is_floating_point(x), lambda: torch.is_complex(x), lambda: torch.is_floating_point(),
             lambda: torch.can_cast(torch.float32, torch.int64), lambda: torch.can_cast(torch.int64, torch.float32),
             lambda: torch.can_cast(from_=torch.bool, to=torch.int8), lambda: torch.can_cast(torch.int8),
             lambda: torch.can_cast(torch.complex64, torch.float64), lambda: torch.can_cast(1, torch.int8),
             lambda: torch.promote_types(torch.int8, torch.uint8), lambda: torch.promote_types(torch.int8, type2=torch.half),
             lambda: torch.promote_types(torch.int8, "float"), lambda: torch.promote_types(float, int)):
    show(call)
for a in types:
    print([str(torch.promote_types(a, b)) for b in types], [torch.can_cast(a, b) for b in types])

# What gives the tensor itself does so.
z = torch.tensor([1 + 2j, 3 - 1j])
y = torch.ones(2, 3)
for call in (lambda: y.contiguous() is y, lambda: y.t().contiguous() is y, lambda: y.t().contiguous().stride(),
             lambda: y.contiguous(memory_format=torch.contiguous_format) is y, lambda: y.contiguous(torch.contiguous_format),
             lambda: torch.conj(y) is y, lambda: y.conj() is y, lambda: torch.conj(z), lambda: z.conj().is_conj(),
             lambda: torch.conj(input=z).resolve_conj(), lambda: torch.resolve_conj(y) is y, lambda: torch.resolve_neg(y) is y,
             lambda: z.conj().imag.resolve_neg(), lambda: torch.real(y) is y, lambda: torch.real(z), lambda: torch.positive(y) is y,
             lambda: torch.positive(torch.tensor([True])), lambda: torch.conj(), lambda: torch.conj(1), lambda: torch.conj(y, y),
             lambda: y.conj(1), lambda: torch.real(z.requires_grad_(True)).grad_fn is not None):
    show(call)

# Sums with a factor, in place and not.
for dtype in (torch.float32, torch.float64, torch.float16, torch.int32):
    for shape in ((1,), (7,), (3, 5), (33,), ()):
        a = (torch.arange(33) % 13)[:torch.Size(shape).numel()].reshape(shape).to(dtype)
        b = (torch.arange(33, 0, -1) % 7 + 1)[:torch.Size(shape).numel()].reshape(shape).to(dtype)
        c = a.clone()
        print(torch.sub(a, b, alpha=2).tolist(), c.add_(b, alpha=3).tolist(), c.sub_(b, alpha=-2).tolist(),
              a.clone().t().add_(b.t(), alpha=2).tolist() if a.dim() == 2 else "")
        if dtype.is_floating_point:
            print(torch.addcmul(a, a, b, value=0.5).tolist(), a.clone().addcdiv_(a, b, value=-2).tolist(),
                  torch.addcmul(a, b, torch.tensor(2.0).to(dtype), value=0.25).tolist(), torch.lerp(a, b, 0.25).tolist(),
                  torch.lerp(a, b, torch.full(shape, 0.75).to(dtype)).tolist())
