# Smaller modules of PyTorch, and names that only say what is in their place.
import torch
import torch.functional
from torch import nn
from torch.nn import functional as F

torch.compiler.is_compiling(), torch.compiler.is_exporting(), torch.compiler.list_backends()
torch.compiler.disable(lambda x: x + 1)(1), torch.compiler.disable(recursive=False)(len)("ab")
torch.compiler.set_default_backend("eager")
torch.compiler.get_default_backend()
torch.compiler.set_default_backend(None)
torch.compiler.get_default_backend()
torch.compiler.allow_in_graph([len, abs]), torch.compiler.reset()
with torch.compiler.set_stance("force_eager"):
    print("inside")

future = torch.futures.Future()
following = future.then(lambda done: done.wait() + 1)
further = following.then(lambda done: print("chained", done.wait()))
future.done(), following.done()
future.set_result(41)
future.done(), following.wait(), future.value()
future.set_result(1)
future.set_exception("text")
failing = torch.futures.Future()
failing.set_exception(ValueError("no result"))
failing.wait()
torch.futures.wait_all([future, following])
torch.futures.collect_all([future]).wait()[0].wait()
torch.futures.collect_all([future, failing]).wait()

torch.functional.F is F, torch.functional.einsum is torch.einsum
torch.functional.broadcast_shapes((2, 1), (1, 3))
for name in ("matrix_rank", "solve", "lstsq", "symeig", "eig"):
    try:
        getattr(torch, name)(torch.eye(2), *([torch.eye(2)] if name in ("solve", "lstsq") else []))
    except RuntimeError as error:
        print(name, error)
torch.eye(2).symeig(eigenvectors=True)
torch.eye(2).lstsq(torch.eye(2))
torch.spmm(torch.eye(2).to_sparse(), torch.full((2, 3), 2.0))

isinstance(torch.ones(2).storage(), torch.storage.TypedStorage), isinstance(torch.ones(2).untyped_storage(), torch.UntypedStorage)
isinstance(torch.ones(2).storage(), torch.UntypedStorage), torch.TypedStorage, torch.storage.UntypedStorage

whole = torch.tensor([1, 2])
whole.new(2, 3).shape, whole.new([3, 4]), whole.new(), whole.new(torch.Size([2])).dtype
torch.ones(2, dtype=torch.float64).new([1, 2])

recorded = torch.ones(2, requires_grad=True) * 2
torch.asarray(recorded), torch.asarray(recorded, requires_grad=False), torch.asarray(recorded) is recorded
torch.asarray(recorded, copy=True), torch.asarray(recorded, copy=True, requires_grad=False)
torch.asarray([1.0, 2.0], requires_grad=True), torch.asarray(torch.ones(1), requires_grad=True)
torch.asarray([1, 2], requires_grad=True)
leaf = torch.ones(1, requires_grad=True)
torch.asarray(leaf, requires_grad=False), leaf.requires_grad

from torch.func import rearrange

images = torch.arange(2 * 4 * 6 * 3).reshape(2, 4, 6, 3)
for pattern in ("b h w c -> b c h w", "b h w c -> (b h) w c", "b h w c -> h (b w) c", "b ... -> ... b", "b h w c -> b (c h w)",
                "... c -> c ..."):
    moved = rearrange(images, pattern)
    print(pattern, moved.shape, moved.reshape(-1)[:7])
rearrange(images, "b (h1 h) (w1 w) c -> (b h1 w1) h w c", h1=2, w1=3).shape
rearrange(images, "b (h h1) (w w1) c -> b h w (c h1 w1)", h1=2, w1=2)[0, 1, 1]
rearrange([torch.zeros(2), torch.ones(2)], "n x -> x n")
rearrange(torch.ones(2, 3), "a b -> b a").shape

torch.manual_seed(0)
image, kernel = torch.randn(1, 2, 5, 5), torch.randn(3, 2, 3, 3)
grad = torch.randn(1, 3, 5, 5)
nn.grad.conv2d_input(image.shape, kernel, grad, padding=1).sum(), nn.grad.conv2d_weight(image, kernel.shape, grad, padding=1).shape
nn.grad.conv1d_input((1, 1, 4), torch.ones(1, 1, 2), torch.ones(1, 1, 3)), nn.grad.conv1d_weight(torch.arange(4.0).view(1, 1, 4), (1, 1, 2), torch.ones(1, 1, 3))

torch.__future__.get_overwrite_module_params_on_conversion(), torch.__future__.get_swap_module_params_on_conversion()
layer = nn.Linear(2, 1)
before = layer.weight
layer.double().weight is before
torch.__future__.set_overwrite_module_params_on_conversion(True)
layer.float().weight is before, layer.weight.dtype, before.dtype
torch.__future__.set_overwrite_module_params_on_conversion(False)
