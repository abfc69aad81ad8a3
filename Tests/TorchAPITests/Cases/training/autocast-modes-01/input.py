import torch
import torch.nn.functional as F
torch.manual_seed(0)
a = torch.randn(3, 3)
weight = torch.nn.Parameter(torch.randn(3, 3))
def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
# Questions and nesting.
print(torch.is_autocast_enabled("cpu"), torch.get_autocast_dtype("cpu"), torch.is_autocast_cache_enabled())
with torch.autocast("cpu") as block:
    print(type(block).__name__, torch.is_autocast_enabled("cpu"), torch.is_autocast_enabled(), (a @ a).dtype)
    with torch.autocast("cpu", enabled=False):
        print(torch.is_autocast_enabled("cpu"), (a @ a).dtype)
        with torch.amp.autocast("cpu", dtype=torch.float16):
            print(torch.get_autocast_dtype("cpu"), (a @ a).dtype)
        print(torch.get_autocast_dtype("cpu"))
    print((a @ a).dtype)
print(torch.is_autocast_enabled("cpu"), (a @ a).dtype)
try:
    with torch.autocast("cpu"):
        raise ValueError("inside")
except ValueError as error:
    print(error, torch.is_autocast_enabled("cpu"))
# A weight is cast once for all its uses inside the outermost block.
with torch.autocast("cpu"):
    y, z = F.linear(a, weight), F.linear(a, weight)
    first, second = (t.grad_fn.next_functions[1][0].next_functions[0][0] for t in (y, z))
    print(y.grad_fn, first, first is second)
    with torch.no_grad():
        print(F.linear(a, weight).grad_fn)
    loss = F.mse_loss(y, z * 2)
    print(loss.dtype, loss.grad_fn, loss.grad_fn.next_functions)
loss.backward()
print(weight.grad.dtype, weight.grad)
with torch.autocast("cpu", cache_enabled=False):
    y, z = F.linear(a, weight), F.linear(a, weight)
    print(y.grad_fn.next_functions[1][0].next_functions[0][0] is z.grad_fn.next_functions[1][0].next_functions[0][0])
# Changed in place: the cast of before is used until the block ends.
with torch.autocast("cpu"):
    before = F.linear(a, weight)
    with torch.no_grad():
        weight.add_(1)
    print(torch.equal(before, F.linear(a, weight)))
with torch.autocast("cpu"):
    print(torch.equal(before, F.linear(a, weight)))
# Decorators.
@torch.autocast("cpu")
def product(x):
    """x x"""
    return x @ x
print(product.__name__, product.__doc__, product(a).dtype)
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(3, 2)
    @torch.autocast(device_type="cpu", dtype=torch.float16)
    def forward(self, x):
        return self.layer(x)
print(Net()(a).dtype)
# Custom functions.
class Product(torch.autograd.Function):
    @staticmethod
    @torch.amp.custom_fwd(device_type="cpu")
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        print("forward", x.dtype, torch.is_autocast_enabled("cpu"))
        return x @ y
    @staticmethod
    @torch.amp.custom_bwd(device_type="cpu")
    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        print("backward", grad.dtype, torch.is_autocast_enabled("cpu"))
        return grad @ y.T, x.T @ grad
class Full(Product):
    @staticmethod
    @torch.amp.custom_fwd(device_type="cpu", cast_inputs=torch.float32)
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        print("forward", x.dtype, torch.is_autocast_enabled("cpu"))
        return x @ y
for function in (Product, Full):
    weight.grad = None
    with torch.autocast("cpu"):
        out = function.apply(weight, a)
    out.float().sum().backward()
    print(out.dtype, weight.grad.dtype)
# Setters and errors.
torch.set_autocast_enabled("cpu", True)
torch.set_autocast_dtype("cpu", torch.float16)
print((a @ a).dtype)
torch.set_autocast_enabled("cpu", False)
torch.set_autocast_dtype("cpu", torch.bfloat16)
print(torch.autocast_increment_nesting(), torch.autocast_decrement_nesting(), torch.clear_autocast_cache())
attempt(lambda: torch.autocast("gpu"))
attempt(lambda: torch.autocast(torch.device("cpu")))
attempt(lambda: torch.autocast())
attempt(lambda: torch.autocast("meta"))
attempt(lambda: torch.get_autocast_dtype())
attempt(lambda: torch.get_autocast_dtype(3))
attempt(lambda: torch.set_autocast_enabled("cpu", 1))
attempt(lambda: torch.set_autocast_cache_enabled(1))
attempt(lambda: torch.amp.custom_fwd(lambda x: x))
attempt(lambda: [torch.amp.is_autocast_available(name) for name in ("cpu", "cuda", "mps", "meta")])
attempt(lambda: torch.cpu.amp.autocast())
attempt(lambda: (torch.cuda.amp.autocast(), torch.cuda.amp.GradScaler().is_enabled()))
with torch.autocast("cpu", dtype=torch.float32):
    print((a @ a).dtype)
with torch.autocast("cuda"):
    print((a @ a).dtype)
import warnings
for make in (lambda: torch.autocast("cpu", dtype=torch.float64), lambda: torch.autocast("cuda"),
             lambda: torch.cpu.amp.autocast(), lambda: torch.cuda.amp.GradScaler(),
             lambda: torch.is_autocast_cpu_enabled()):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        make()
    for warning in caught:
        print(warning.category.__name__, warning.message)
