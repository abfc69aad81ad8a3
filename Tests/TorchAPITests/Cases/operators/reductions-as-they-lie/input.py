import torch
# Reductions of what lies side by side in another order of dimensions: PyTorch goes along memory, which shows in the bits.
def bits(t):
    if isinstance(t, tuple):
        return [bits(part) for part in t]
    if t.is_complex():
        t = torch.view_as_real(t.contiguous())
    kind = {2: torch.int16, 4: torch.int32, 8: torch.int64}.get(t.element_size(), t.dtype)
    f = t.contiguous().flatten()
    f = (f.view(kind) if f.is_floating_point() else f).to(torch.int64)
    # One number for the shape, the layout and the values.
    found = (f * (torch.arange(f.numel()) * 2654435761 + 97)).sum().item()
    return (found + sum(t.shape) + 1009 * t.is_contiguous()) % 99991
def numbers(n, kind):
    v = ((torch.arange(n) * 1103515245 + 12345) // 64 % 60001 - 30000).double() / 9973
    return v > 0 if kind is torch.bool else torch.complex(v, v.flip(0)).to(kind) if kind.is_complex else (v if kind.is_floating_point else v.abs() * 9).to(kind)
kinds = (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.uint8, torch.bool)
for shape, order in (((17, 33), (1, 0)), ((300, 40), (1, 0)), ((7, 16, 33), (2, 0, 1)), ((3, 17, 8, 6), (0, 3, 1, 2)), ((400, 70), (1, 0)), ((5, 1, 9), (2, 1, 0))):
    for kind in kinds:
        count = 1
        for n in shape:
            count *= n
        x = numbers(count, kind).view(shape).permute(order)
        found = []
        for dims in (0, -1, (0, -1), (0, 1)):
            found += [bits(x.amax(dims)), bits(x.amin(dims, keepdim=True)), bits(x.all(dims)), bits(x.any(dims)), bits(x.count_nonzero(dims)), bits(x.sum(dims)), bits(x.sum(dims, dtype=torch.int64))]
            if kind.is_floating_point:
                found += [bits(x.norm(p=2, dim=dims)) if isinstance(dims, int) and kind is not torch.float64 else 0, bits(x.norm(p=float("inf"), dim=dims)), bits(x.norm(p=0, dim=dims)), bits(x.mean(dims, dtype=torch.float64))]
            if kind is torch.float32:
                found += [bits(x.var(dims)), bits(x.std(dims, correction=0)), bits(x.nansum(dims)), bits(x.nansum(dims, dtype=torch.float64)), bits(x.norm(p=1, dim=dims))]
        for dim in (0, 1):
            found += [bits(x.prod(dim)), bits(x.max(dim)), bits(x.min(dim, True)), bits(x.aminmax(dim=dim))]
            if kind is not torch.bool:
                found += [bits(x.argmax(dim)), bits(x.argmin(dim, keepdim=True))]
        found += [bits(x.max()), bits(x.min()), bits(x.count_nonzero()), bits(x.prod()), bits(x.sum()), bits(x.to(torch.float64)), x.to(torch.float64).stride()]
        print(shape, kind, found)
# Norms of columns of halves.
x = (torch.arange(129 * 64) % 7 - 3).view(129, 64)
x.half().norm(dim=0)[:6], x.bfloat16().norm(dim=0)[:6], x.half().norm(p=1, dim=0)[:6], x.half().view(3, 43, 64).norm(dim=(0, 1))[:6]
torch.linalg.vector_norm(x.half(), dim=0, keepdim=True).shape, torch.nn.functional.normalize(x.half(), dim=0)[0, :6]
