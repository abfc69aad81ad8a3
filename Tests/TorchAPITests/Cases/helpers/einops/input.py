# einops: dimensions by their names.
import numpy as np
import torch
from einops import EinopsError, asnumpy, einsum, pack, parse_shape, rearrange, reduce, repeat, unpack
from einops.layers.torch import Rearrange, Reduce
from torch import nn

images = torch.arange(2 * 4 * 6 * 3).reshape(2, 4, 6, 3)
for pattern in ("b h w c -> b c h w", "b h w c -> (b h) w c", "b h w c -> h (b w) c", "b ... -> ... b", "b h w c -> b (c h w)",
                "b ... c -> c (b ...)", "b h w c -> b h w c 1", "b h w c -> b h w () c"):
    moved = rearrange(images, pattern)
    print(pattern, moved.shape, moved.reshape(-1)[:7])
rearrange(images, "b (h1 h) (w1 w) c -> (b h1 w1) h w c", h1=2, w1=3).shape
rearrange(images, "b (h h1) (w w1) c -> b h w (c h1 w1)", h1=2, w1=2)[0, 1, 1]
rearrange([torch.zeros(2), torch.ones(2)], "n x -> x n"), rearrange(torch.ones(2, 1, 3), "a 1 b -> b a").shape
rearrange(np.arange(6).reshape(2, 3), "a b -> (b a)")
reduce(images, "b h w c -> b c", "max"), reduce(images.float(), "b h w c -> h w", "mean")[0], reduce(images, "b h w c -> ", "sum")
reduce(images, "b (h 2) (w 2) c -> b h w c", "min").shape, reduce(images, "b h w c -> b () () c", "prod").shape, reduce(images, "b ... -> b", "sum")
reduce(images, "b h w c -> c", lambda x, dims: x.float().mean(dims)), reduce(images > 3, "b h w c -> b h", "any"), reduce(images > 3, "b h w c -> b", "all")
reduce(images, "b h w c -> b", "mean")
row = torch.tensor([[1, 2], [3, 4]])
repeat(row, "h w -> h (repeat w)", repeat=2), repeat(row, "h w -> (h 2) w"), repeat(row, "h w -> c h w", c=2).shape, repeat(row, "h w -> h w 3")[0]
repeat(np.ones(2), "n -> n k", k=2)
parse_shape(images, "b _ w c"), parse_shape(images, "b ... c"), parse_shape(torch.ones(2, 1), "a 1")
einsum(torch.ones(2, 3), torch.arange(6.0).reshape(3, 2), "batch row, row column -> batch column"), einsum(torch.eye(3), "i j -> j"), einsum(torch.ones(2, 3, 4), torch.ones(4), "... k, k -> ...").shape
joined, shapes = pack([torch.zeros(2, 3), torch.ones(2, 2, 2)], "b *")
joined, shapes
unpack(joined, shapes, "b *")
unpack(joined, [[3], [-1]], "b *")[1].shape
asnumpy(torch.ones(2)), asnumpy(torch.ones(1, requires_grad=True))

net = nn.Sequential(Rearrange("b (h w) -> b 1 h w", h=2), nn.Conv2d(1, 2, 1), Reduce("b c h w -> b c", "mean"), Rearrange("b c -> (b c)"))
net
net(torch.ones(3, 6)).shape
weights = torch.ones(2, 3, requires_grad=True)
(rearrange(weights, "a b -> b a") * torch.arange(6.0).view(3, 2)).sum().backward()
weights.grad

rearrange(row, "h -> h")
rearrange(row, "h w -> h")
rearrange(row, "h w -> w h x")
rearrange(row, "(h 2) w -> h w")
rearrange(row, "(a b) w -> a b w", a=3)
rearrange(row, "h w -> w h", c=2)
rearrange(row, "h h -> h")
rearrange(row, "h w -> (w (h))")
rearrange(row, "h w) -> w h")
rearrange(row, "h w -> (w h")
rearrange(row, "h w -> w ... h")
rearrange(row, "h 1w -> h")
rearrange(row, "_h w -> w _h")
rearrange(row, "... a b c -> c b a ...")
reduce(row, "h w -> h", "middle")
reduce(row, "h w -> h x", "sum")
repeat(row, "h w -> h w x")
repeat(row, "h w -> h", x=2)
rearrange([], "a b -> b a")
parse_shape(row, "a b c")
pack([row], "a b")
unpack(row, [[1], [1]], "a b *")
einsum(row, row)
einsum(row, "i j")
einsum(row, "i j -> k")
issubclass(EinopsError, RuntimeError)
