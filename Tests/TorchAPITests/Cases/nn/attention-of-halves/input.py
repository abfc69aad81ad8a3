import torch
import torch.nn.functional as F
def numbers(*shape):
    n = torch.Size(shape).numel()
    return ((torch.arange(n) * 7919 % 1009) / 401 - 1.2).reshape(shape)
q, k, v = numbers(1, 2, 3, 4), numbers(1, 2, 5, 4).flip(2), numbers(1, 2, 5, 4).flip(3)
mask = torch.tensor([[True, False, True, True, False], [False] * 5, [True] * 5])
[F.scaled_dot_product_attention(*(x.to(t) for x in (q, k, v))).tolist() for t in (torch.float16, torch.bfloat16)]
[F.scaled_dot_product_attention(*(x.to(t) for x in (q, k, v)), attn_mask=mask).tolist() for t in (torch.float16, torch.bfloat16)]
[F.scaled_dot_product_attention(*(x.to(t) for x in (q, k, v)), is_causal=True).tolist() for t in (torch.float16, torch.bfloat16)]
F.scaled_dot_product_attention(q.bfloat16(), k.bfloat16(), v.bfloat16(), attn_mask=numbers(3, 5).bfloat16(), scale=0.3).tolist()
x = q.bfloat16().requires_grad_()
y = F.scaled_dot_product_attention(x, k.bfloat16(), v.bfloat16())
y
y.sum().backward()
x.grad.shape
