import torch
import torch.nn as nn
def x(*s):
    return torch.randn(*s, requires_grad=True)
def size(t):
    total = t.detach().abs().double().sum().item()
    return f'{total:.4g}' if total > 0.01 else 'small'
def show(make, *inputs, **kw):
    torch.manual_seed(0)
    try:
        m = make() if callable(make) and not isinstance(make, nn.Module) else make
        print(m)
        ins = [i() if callable(i) else i for i in inputs]
        out = m(*ins, **kw)
        outs = out if isinstance(out, (tuple, list)) else (out,)
        for o in outs:
            if o is None: print(None); continue
            print(tuple(o.shape), o.dtype, size(o) if not o.is_complex() else '')
        f = [o for o in outs if isinstance(o, torch.Tensor) and o.requires_grad]
        if f:
            sum(o.double().pow(2).sum() for o in f).backward()
        print([size(p.grad) if p.grad is not None else None for p in m.parameters()], [size(i.grad) for i in ins if isinstance(i, torch.Tensor) and i.grad is not None])
    except Exception as e:
        print(type(e).__name__, e)
for cls in (nn.RNN, nn.LSTM, nn.GRU):
    show(lambda: cls(2, 3, 2, bias=False, batch_first=True, bidirectional=True), x(2, 4, 2)) if cls is not nn.LSTM else None
    show(lambda: cls(2, 3, dropout=0.5), x(4, 2)) if cls is not nn.LSTM else None
    show(lambda: cls(2, 0))
    show(lambda: cls(2, 3, 0))
    show(lambda: cls(2, 3, dropout=1.5))
    show(lambda: cls(2, 3), torch.ones(2, 2, 5))
    show(lambda: cls(2, 3), torch.ones(2))
show(lambda: nn.RNN(2, 3, nonlinearity='x'))
show(lambda: nn.LSTM(2, 3, proj_size=3))
show(lambda: nn.GRU(2, 3, proj_size=2))
show(lambda: nn.RNN(2, 3), torch.ones(4, 2, 2), torch.ones(2, 2, 3))
show(lambda: nn.Embedding(5, 3, padding_idx=-1, max_norm=0.5, norm_type=1., scale_grad_by_freq=True), torch.tensor([1, 2, 1]))
show(lambda: nn.Embedding(5, 3, padding_idx=7))
show(lambda: nn.Embedding(5, 3), torch.tensor([5]))
show(lambda: nn.Embedding(5, 3), torch.tensor([1.]))
show(lambda: nn.Embedding.from_pretrained(torch.eye(3)), torch.tensor([1]))
show(lambda: nn.Embedding.from_pretrained(torch.eye(3), freeze=False, padding_idx=0), torch.tensor([0, 1]))
show(lambda: nn.EmbeddingBag(5, 3, mode='max', include_last_offset=True), torch.tensor([1, 2, 3]), torch.tensor([0, 1, 3]))
show(lambda: nn.EmbeddingBag(5, 3, mode='x'))
show(lambda: nn.MultiheadAttention(4, 2, bias=False, batch_first=True), x(2, 3, 4), x(2, 3, 4), x(2, 3, 4), need_weights=False)
show(lambda: nn.MultiheadAttention(4, 2), x(3, 2, 4), x(3, 2, 4), x(3, 2, 4), average_attn_weights=False, attn_mask=torch.ones(3, 3).triu(1).bool())
show(lambda: nn.MultiheadAttention(4, 2), x(3, 2, 4), x(3, 2, 4), x(3, 2, 4), key_padding_mask=torch.tensor([[False, False, True], [False, True, True]]))
show(lambda: nn.MultiheadAttention(4, 2), x(3, 2, 4), x(3, 2, 4), x(3, 2, 4), is_causal=True)
show(lambda: nn.MultiheadAttention(5, 2))
show(lambda: nn.TransformerEncoderLayer(4, 2, 8, dropout=0., activation='gelu', layer_norm_eps=1e-3, bias=False, batch_first=True), x(1, 3, 4), src_mask=nn.Transformer.generate_square_subsequent_mask(3), is_causal=True)
show(lambda: nn.TransformerEncoderLayer(4, 2, 8, activation='x'))
show(lambda: nn.TransformerDecoderLayer(4, 2, 8, dropout=0., norm_first=True), x(3, 1, 4), x(2, 1, 4), tgt_mask=nn.Transformer.generate_square_subsequent_mask(3), tgt_key_padding_mask=torch.tensor([[False, False, True]]))
show(lambda: nn.Transformer(4, 2, 1, 1, 8, 0., batch_first=True), x(1, 3, 4), x(1, 2, 4))
for m in ('nearest', 'linear', 'bilinear', 'bicubic', 'trilinear', 'area', 'nearest-exact', 'x'):
    show(lambda: nn.Upsample(scale_factor=2, mode=m), x(1, 1, *([3] * {'linear': 1, 'trilinear': 3}.get(m, 2))))
show(lambda: nn.Upsample(scale_factor=(1.5, 2.), mode='bilinear', align_corners=True, recompute_scale_factor=True), x(1, 1, 3, 3))
show(lambda: nn.Upsample(size=2, scale_factor=2), x(1, 1, 3))
for f in (nn.PReLU(3, 0.1), nn.RReLU(0.1, 0.3).eval(), nn.Threshold(0.1, 2.), nn.Softplus(2., 5.), nn.Hardshrink(0.7), nn.Softshrink(0.3), nn.GELU('tanh'), nn.GLU(1), nn.LogSoftmax(-1), nn.Softmin(0), nn.Softmax2d(), nn.LeakyReLU(0.3, True), nn.Hardtanh(-2, 2, False), nn.Unflatten(1, (3, 2)), nn.Flatten(0, 1), nn.ChannelShuffle(2), nn.PixelShuffle(1), nn.Fold((2, 2), 1), nn.CosineSimilarity(0), nn.PairwiseDistance(1, keepdim=True), nn.Tanhshrink(), nn.Softmax(), nn.Softmax(dim=0)):
    print(f)
show(nn.PReLU(3, 0.1), x(2, 3))
show(nn.PReLU(3, 0.1), x(2, 4))
show(nn.GLU(), x(2, 3))
show(nn.Softmax(dim=3), x(2, 3))
