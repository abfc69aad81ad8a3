import torch, torch.nn as nn
def show(**kw):
    torch.manual_seed(0)
    call = kw.pop("call", {})
    m = nn.MultiheadAttention(4, 2, **kw)
    q = torch.randn(3, 2, 4)
    k = torch.randn(5, 2, kw.get("kdim", 4))
    v = torch.randn(5, 2, kw.get("vdim", 4))
    if kw.get("batch_first"): q, k, v = q.transpose(0, 1), k.transpose(0, 1), v.transpose(0, 1)
    out, w = m(q, k, v, **call)
    return out.detach(), None if w is None else w.detach(), type(out.grad_fn).__name__

show()
show(batch_first=True)
show(bias=False)
show(add_bias_kv=True)
show(add_zero_attn=True)
show(add_bias_kv=True, add_zero_attn=True)
show(kdim=3, vdim=2)
show(call=dict(need_weights=False))
show(call=dict(average_attn_weights=False))
show(call=dict(attn_mask=torch.ones(3, 5).triu(1).bool()))
show(call=dict(attn_mask=torch.ones(3, 5).triu(1).bool(), need_weights=False))
show(call=dict(attn_mask=torch.ones(3, 5).triu(1).bool(), is_causal=True, need_weights=False))
show(call=dict(key_padding_mask=torch.tensor([[False, False, True, True, False], [False, True, False, False, True]])))
show(add_zero_attn=True, call=dict(key_padding_mask=torch.tensor([[False, False, True, True, False], [False, True, False, False, True]])))
show(call=dict(is_causal=True))
show(call=dict(attn_mask=torch.ones(2, 5)))
m = nn.MultiheadAttention(4, 2)
m(torch.ones(3, 4), torch.ones(5, 4), torch.ones(5, 4))[0].shape
m(torch.ones(3, 4), torch.ones(5, 4), torch.ones(5, 4))[1].shape
m(torch.ones(3, 1, 5), torch.ones(5, 1, 5), torch.ones(5, 1, 5))
m(torch.ones(3), torch.ones(5, 4), torch.ones(5, 4))
m(torch.ones(3, 2, 4), torch.ones(5, 4), torch.ones(5, 4))
m(torch.ones(3, 2, 4), torch.ones(5, 2, 4), torch.ones(6, 2, 4))
x = torch.ones(3, 2, 4)
m(x, x, x, need_weights=False)[0].grad_fn
m.eval()(x, x, x, need_weights=False)[0].shape
e = nn.TransformerEncoderLayer(4, 2, 5, batch_first=True).eval()
e(torch.ones(2, 3, 4)).shape
d = nn.TransformerDecoderLayer(4, 2, 5).eval()
d(torch.ones(3, 2, 4), torch.ones(5, 2, 4)).shape
