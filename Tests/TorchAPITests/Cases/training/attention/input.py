import math
import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(0)
B, T, D, H = 2, 4, 8, 2
x = torch.randn(B, T, D)

class SelfAttention(nn.Module):
    def __init__(self, dim, heads, causal=True):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(dim, 3 * dim, bias=False)
        self.proj = nn.Linear(dim, dim)
        self.causal = causal
        self.last = None

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = (part.view(b, t, self.heads, d // self.heads).transpose(1, 2) for part in self.qkv(x).chunk(3, dim=-1))
        scores = q @ k.transpose(-2, -1) / math.sqrt(d // self.heads)
        if self.causal:
            mask = torch.triu(torch.ones(t, t, dtype=torch.bool), diagonal=1)
            scores = scores.masked_fill(mask, float("-inf"))
        self.last = scores.softmax(dim=-1)
        return self.proj((self.last @ v).transpose(1, 2).reshape(b, t, d))

attention = SelfAttention(D, H)
y = attention(x)
print(y.shape, y.grad_fn)
print(attention.last[0, 0])
print(attention.last.sum(-1).allclose(torch.ones(B, H, T)))
q, k, v = (part.view(B, T, H, D // H).transpose(1, 2) for part in attention.qkv(x).chunk(3, dim=-1))
fused = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(B, T, D)
print(torch.allclose(attention.proj(fused), y, atol=1e-6))
# A later token does not change what came before it.
changed = x.clone()
changed[:, -1] += 1
print(torch.allclose(attention(changed)[:, :-1], y[:, :-1]), torch.allclose(attention(changed)[:, -1], y[:, -1]))
mha = nn.MultiheadAttention(D, H, batch_first=True)
out, weights = mha(x, x, x)
print(out.shape, weights.shape, weights[0])
padding = torch.tensor([[False, False, True, True], [False] * 4])
out, weights = mha(x, x, x, key_padding_mask=padding)
print(weights[0])
out, weights = mha(x, x, x, average_attn_weights=False)
print(weights.shape)
# Copying the first token needs attention: a few steps of training.
torch.manual_seed(5)
table, model, head = nn.Embedding(5, D), SelfAttention(D, H, causal=False), nn.Linear(D, 5)
position = nn.Parameter(torch.randn(T, D))
optimizer = torch.optim.AdamW([*table.parameters(), *model.parameters(), *head.parameters(), position], lr=0.03)
tokens = torch.randint(0, 5, (48, T))
for step in range(31):
    optimizer.zero_grad()
    logits = head(model(table(tokens) + position))[:, -1]
    loss = F.cross_entropy(logits, tokens[:, 0])
    loss.backward()
    optimizer.step()
    if step % 10 == 0:
        print(step, f"{loss.item():.2f}")
