import torch
import torch.nn.functional as F

torch.manual_seed(0)


def near(a, b):
    return bool((a - b).abs().max() < 1e-5)


def plain(q, k, v, keep=None, added=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    if keep is not None:
        scores = scores.masked_fill(~keep, -torch.inf)
    if added is not None:
        scores = scores + added
    return scores.softmax(-1).nan_to_num(0) @ v


for queries, keys in ((4, 12), (50, 50), (130, 450), (400, 400), (260, 20)):
    q, k, v = torch.randn(2, 3, queries, 16), torch.randn(2, 3, keys, 16), torch.randn(2, 3, keys, 16)
    keep = torch.rand(2, 1, queries, keys) > 0.4
    keep[0, 0, 1] = False
    row = torch.rand(keys) > 0.3
    added = torch.randn(3, 1, keys)
    causal = torch.ones(queries, keys, dtype=torch.bool).tril()
    print(
        near(F.scaled_dot_product_attention(q, k, v), plain(q, k, v)),
        near(F.scaled_dot_product_attention(q, k, v, attn_mask=keep), plain(q, k, v, keep)),
        near(F.scaled_dot_product_attention(q, k, v, attn_mask=row.expand(queries, keys)), plain(q, k, v, row)),
        near(F.scaled_dot_product_attention(q, k, v, attn_mask=added), plain(q, k, v, added=added)),
        near(F.scaled_dot_product_attention(q, k, v, is_causal=True), plain(q, k, v, causal)),
        near(F.scaled_dot_product_attention(q.double(), k.double(), v.double(), is_causal=True), plain(q, k, v, causal)),
        near(F.scaled_dot_product_attention(q[0, 0], k[0, 0], v[0, 0]), plain(q[0, 0], k[0, 0], v[0, 0])),
    )
    # What is recorded for gradients goes another way.
    for options in ({}, {"attn_mask": keep}, {"is_causal": True}):
        x = q.clone().requires_grad_()
        recorded = F.scaled_dot_product_attention(x, k, v, **options)
        print(near(recorded, F.scaled_dot_product_attention(q, k, v, **options)), bool(recorded.grad_fn is not None))

# Heads that lie between the rows.
q = torch.randn(2, 40, 4, 16).transpose(1, 2)
near(F.scaled_dot_product_attention(q, q, q), plain(q, q, q))
F.scaled_dot_product_attention(q, q, q).stride()
x = torch.tensor([[0.0, -torch.inf, 1.0, -90.0, -200.0]] * 2)
x.softmax(1)
torch.full((2, 20), -torch.inf).softmax(1)[0, :3]
torch.cat([x, torch.full((2, 300), -torch.inf)], 1).softmax(1)[:, :6]
