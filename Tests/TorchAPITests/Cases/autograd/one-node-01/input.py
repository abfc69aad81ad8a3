import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
def leaf(*shape): return (torch.arange(float(torch.Size(shape).numel())).sin() * 0.7).reshape(shape).requires_grad_()
def walk(node, depth=3):
    if node is None: return "None"
    name = type(node).__name__
    return name if depth == 0 or not node.next_functions else name + str([walk(n, depth - 1) for n, _ in node.next_functions])
def show(function, *inputs):
    result = function(*inputs)
    print(walk(result.grad_fn))
    first = torch.autograd.grad(result.square().sum(), inputs, create_graph=True)
    second = torch.autograd.grad(sum((g * g).sum() for g in first), inputs)
    for g in first + second: print(g.detach().double().sum().item().__format__(".3f"), end=" ")
    print()
    result.sum().backward()
    try: result.sum().backward()
    except RuntimeError as error: print(str(error)[:50])

x, y, b, img = leaf(3, 4), leaf(3, 4), leaf(1, 2, 3, 4), leaf(1, 2, 4, 4)
show(lambda x, y, w: F.bilinear(x, y, w), x, y, leaf(2, 4, 4))
show(lambda q: F.interpolate(q, scale_factor=2, mode="bilinear"), img)
show(lambda q: F.interpolate(q, size=(3, 3), mode="bicubic"), img)
show(lambda q: F.interpolate(q, scale_factor=2), leaf(1, 2, 3))
show(lambda q: F.interpolate(q, scale_factor=2, mode="linear"), leaf(1, 2, 3))
bag = F.embedding_bag(torch.tensor([0, 2, 2]), x, torch.tensor([0, 1]))
print(walk(bag.grad_fn), torch.autograd.grad(bag.square().sum(), x)[0])
show(lambda t: torch.linalg.matrix_exp(t), leaf(3, 3))
show(lambda a, b: torch.linalg.lstsq(a, b)[0], leaf(3, 2), leaf(3, 1))
show(lambda a: a.renorm(2, 0, 1.0), x)
show(lambda a: F.grid_sample(a, torch.linspace(-0.83, 0.71, 8).reshape(1, 2, 2, 2), align_corners=False), img)
show(lambda a: F.affine_grid(a, (1, 1, 2, 2), align_corners=False), leaf(1, 2, 3))
q, k, v = leaf(1, 2, 3, 4), leaf(1, 2, 5, 4), leaf(1, 2, 5, 4)
attended = F.scaled_dot_product_attention(q, k, v)
print(walk(attended.grad_fn))
for g in torch.autograd.grad(attended.square().sum(), (q, k, v)): print(f"{g.abs().sum().item():.3f}", end=" ")
print()
lstm = nn.LSTM(4, 5, num_layers=2, batch_first=True)
with torch.no_grad():
    for p in lstm.parameters(): p.copy_(leaf(*p.shape))
out, (h, c) = lstm(leaf(2, 3, 4))
print(walk(out.grad_fn, 2), walk(h.grad_fn, 1), walk(c.grad_fn, 1))
(out.sum() + (h * c).sum()).backward()
for p in lstm.parameters(): print(f"{p.grad.sum().item():.4f}", end=" ")
print()
walk(nn.LSTM(4, 5, bidirectional=True)(leaf(3, 2, 4))[0].grad_fn, 2)
walk(nn.LSTM(4, 5, bias=False)(leaf(3, 2, 4))[0].grad_fn, 2)
print(walk(torch.quantile(x, 0.3, dim=1).grad_fn, 1), torch.quantile(x, 0.3, dim=0))
