import torch
import torch.nn.functional as F
from torch.nn.attention import SDPBackend, sdpa_kernel
def at(*inputs, **options):
    result = F.scaled_dot_product_attention(*inputs, **options)
    return result.grad_fn.name() if result.grad_fn else None, tuple(result.shape), result.stride()
def draw(*shape):
    return torch.randn(*shape).requires_grad_()
q, k, v = draw(2, 4, 3, 8), draw(2, 4, 3, 8), draw(2, 4, 3, 8)
at(q, k, v)
at(q, k, v, is_causal=True)
at(q, k, v, attn_mask=torch.ones(3, 3, dtype=torch.bool))
at(q, k, v, attn_mask=torch.randn(2, 1, 3, 3))
at(q, k, v, attn_mask=torch.randn(1, 3, 3))
at(q, k, v, attn_mask=torch.randn(3, 3).requires_grad_())
at(q, k, v, dropout_p=0.5)
at(draw(2, 3, 8), draw(2, 3, 8), draw(2, 3, 8))
at(draw(3, 8), draw(3, 8), draw(3, 8))
at(draw(2, 4, 5, 8), draw(2, 4, 3, 8), draw(2, 4, 3, 6))
at(draw(2, 4, 3, 8), draw(1, 4, 3, 8), draw(1, 4, 3, 8))
at(draw(2, 4, 3, 8), draw(2, 2, 3, 8), draw(2, 2, 3, 8), enable_gqa=True)
rows = torch.randn(2, 3, 96).requires_grad_()
heads = [part.view(2, 3, 4, 8).transpose(1, 2) for part in rows.chunk(3, -1)]
at(*heads)
F.scaled_dot_product_attention(*heads).transpose(1, 2).view(2, 3, 32)[0, 0, :8]
odd = torch.randn(2, 4, 8, 3).transpose(2, 3).requires_grad_()
at(odd, odd, odd)
seen = torch.tensor([[True, False, False], [False, False, False], [True, True, True]])
F.scaled_dot_product_attention(q, k, v, attn_mask=seen)[0, 0]
F.scaled_dot_product_attention(q, k, v, attn_mask=seen).sum().backward()
q.grad[0, 0]
with sdpa_kernel(SDPBackend.MATH):
    print(at(q, k, v), torch.backends.cuda.flash_sdp_enabled(), torch.backends.cuda.math_sdp_enabled())
with sdpa_kernel([SDPBackend.FLASH_ATTENTION]):
    print(at(q, k, v))
    print(at(draw(2, 3, 8), draw(2, 3, 8), draw(2, 3, 8)))
with sdpa_kernel(SDPBackend.EFFICIENT_ATTENTION):
    at(q, k, v)
sdpa_kernel(3)
SDPBackend.MATH, SDPBackend.FLASH_ATTENTION.name, int(SDPBackend.MATH), torch.backends.cuda.mem_efficient_sdp_enabled()
torch.backends.cuda.enable_flash_sdp(False)
at(q, k, v)
torch.backends.cuda.enable_flash_sdp(True)
small = torch.randn(2, 2, 3, 8)
F.scaled_dot_product_attention(torch.randn(2, 4, 3, 8), small, small)
F.scaled_dot_product_attention(torch.randn(2, 3, 3, 8), small, small, enable_gqa=True)
F.scaled_dot_product_attention(torch.randn(4), small, small)
F.scaled_dot_product_attention(small.double(), small, small)
F.scaled_dot_product_attention(small, small, small, attn_mask=torch.ones(3, 3, dtype=torch.int))
F.scaled_dot_product_attention(small, small, small, dropout_p=1.5)
F.scaled_dot_product_attention(small[0], small[0], small[0], attn_mask=torch.zeros(3, 3), is_causal=True)
