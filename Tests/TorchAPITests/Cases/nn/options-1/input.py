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
for mode in ('zeros', 'reflect', 'replicate', 'circular'):
    show(lambda: nn.Conv1d(2, 4, 3, padding=2, padding_mode=mode, dilation=1, groups=2, bias=False), x(1, 2, 6))
    show(lambda: nn.Conv2d(2, 4, (3, 2), stride=(1, 2), padding=(1, 2), padding_mode=mode, dilation=(1, 2)), x(1, 2, 6, 7))
    show(lambda: nn.Conv3d(2, 2, 2, padding=1, padding_mode=mode), x(1, 2, 3, 3, 3))
show(lambda: nn.Conv2d(2, 4, 3, padding='same'), x(2, 5, 5))
show(lambda: nn.Conv2d(2, 4, 3, padding='same', padding_mode='reflect', dilation=2), x(1, 2, 5, 5))
show(lambda: nn.Conv2d(2, 4, 3, padding='valid', dtype=torch.float64), torch.ones(1, 2, 5, 5, dtype=torch.float64))
show(lambda: nn.Conv2d(2, 4, 3, padding='same', stride=2), x(1, 2, 5, 5))
show(lambda: nn.Conv2d(2, 3, 3, groups=2), x(1, 2, 5, 5))
show(lambda: nn.Conv2d(3, 4, 3, groups=2), x(1, 2, 5, 5))
show(lambda: nn.Conv2d(2, 4, 3, groups=0), x(1, 2, 5, 5))
show(lambda: nn.Conv2d(2, 4, 3, stride=0), x(1, 2, 5, 5))
show(lambda: nn.Conv2d(2, 4, 3), x(1, 3, 5, 5))
show(lambda: nn.Conv2d(2, 4, 3), x(1, 2, 2, 2))
show(lambda: nn.Conv2d(2, 4, 3), x(5, 5))
show(lambda: nn.ConvTranspose1d(2, 4, 3, stride=2, padding=1, output_padding=1, dilation=2, groups=2, bias=False), x(1, 2, 5))
show(lambda: nn.ConvTranspose2d(2, 3, 3, stride=2, padding=1), x(1, 2, 4, 4), output_size=[8, 8])
show(lambda: nn.ConvTranspose2d(2, 3, 3, stride=2, padding=1), x(1, 2, 4, 4), output_size=[9, 20])
show(lambda: nn.ConvTranspose2d(2, 3, 3, padding_mode='reflect'), x(1, 2, 4, 4))
show(lambda: nn.ConvTranspose3d(1, 2, 2, stride=(1, 2, 1)), x(1, 1, 2, 2, 2))
for c in (nn.MaxPool2d, nn.AvgPool2d):
    show(lambda: c(3, 2, 1, ceil_mode=True), x(1, 1, 6, 6))
    show(lambda: c((2, 3)), x(1, 5, 6))
    show(lambda: c(2, padding=2), x(1, 1, 6, 6))
show(lambda: nn.MaxPool2d(2, return_indices=True, dilation=2), x(1, 1, 6, 6))
show(lambda: nn.MaxPool1d(2, 1, 0, 1, True, True), x(1, 2, 5))
show(lambda: nn.AvgPool3d(2, count_include_pad=False, padding=1), x(1, 1, 3, 3, 3))
show(lambda: nn.LPPool2d(3, 2, ceil_mode=True), x(1, 1, 5, 5))
for c in (nn.Linear, nn.Bilinear):
    show(lambda: c(2, 3, 4, dtype=torch.float64) if c is nn.Bilinear else c(2, 3, dtype=torch.float64), *[torch.ones(2, n, dtype=torch.float64) for n in ((2, 3) if c is nn.Bilinear else (2,))])
show(lambda: nn.Linear(2, 3, bias=False, device='cpu'), x(2))
show(lambda: nn.Linear(0, 3), x(2, 0))
show(lambda: nn.Linear(2, 3, dtype=torch.bfloat16), torch.ones(2, 2, dtype=torch.bfloat16))
show(lambda: nn.Linear(2, 3, dtype=torch.complex64), torch.ones(2, 2, dtype=torch.complex64))
show(lambda: nn.Linear(2, 3, dtype=torch.int), torch.ones(2, 2, dtype=torch.int))
for c, s in ((nn.BatchNorm1d, (4, 3)), (nn.BatchNorm2d, (2, 3, 2, 2)), (nn.BatchNorm3d, (2, 3, 1, 2, 2)), (nn.InstanceNorm1d, (2, 3, 4)), (nn.InstanceNorm2d, (2, 3, 2, 2)), (nn.InstanceNorm3d, (2, 3, 1, 2, 2))):
    show(lambda: c(3, momentum=None, affine=True, track_running_stats=True, eps=1e-2), x(*s))
    show(lambda: c(3, affine=False, track_running_stats=False).eval(), x(*s))
    show(lambda: c(3, dtype=torch.float64), torch.randn(*s, dtype=torch.float64))
    show(lambda: c(4), x(*s))
    show(lambda: c(3), x(3))
show(lambda: nn.BatchNorm1d(3), x(1, 3))
show(lambda: nn.LayerNorm([2, 3], bias=False), x(2, 2, 3))
show(lambda: nn.LayerNorm(3, elementwise_affine=False), x(2, 2, 3))
show(lambda: nn.LayerNorm(3), x(2, 2, 4))
show(lambda: nn.GroupNorm(2, 4, affine=False), x(2, 4, 3))
show(lambda: nn.GroupNorm(3, 4), x(2, 4, 3))
show(lambda: nn.RMSNorm(3, eps=0.1, elementwise_affine=False, dtype=torch.float64), x(2, 3))
show(lambda: nn.LocalResponseNorm(3, 0.1, 0.5, 2.), x(1, 4, 3))
