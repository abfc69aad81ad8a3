import torch
# What PyTorch refuses to find in the memory that it writes to, in place and with `out=`.
def tried(call, *tensors):
    try:
        call(*tensors)
    except RuntimeError as error:
        return "same" if "some elements" in str(error) else "repeated" if "more than one" in str(error) else str(error)
    return "written"
def places(name, call, shape=(4, 4), dtype=torch.float32):
    """Writing over the whole operand, one element further, turned, and into one element."""
    found = []
    for offset, strides in ((64, (4, 1)), (65, (4, 1)), (64, (1, 4)), (64, (4, 0))):
        base = torch.arange(256.0) / 256
        x = base[64:80].view(4, 4)
        strides = strides if len(shape) == 2 else strides[-1:] if 0 in strides or len(shape) == 1 else strides
        found.append(tried(call, x, base.view(dtype).as_strided(shape, strides[-len(shape):], offset)))
    print(name, found)
y = torch.arange(16.0).view(4, 4)
for name in ("neg", "sqrt", "sigmoid", "erfinv", "frac", "digamma", "square", "abs", "nan_to_num"):
    places(name, lambda x, out: getattr(torch, name)(x, out=out))
for name in ("add", "mul", "div", "pow", "atan2", "fmod", "maximum", "hypot", "xlogy", "logaddexp", "igamma"):
    places(name, lambda x, out: getattr(torch, name)(x, y, out=out))
    places(name + " second", lambda x, out: getattr(torch, name)(y, x, out=out))
places("addcmul", lambda x, out: torch.addcmul(y, x, y, out=out))
places("lerp", lambda x, out: torch.lerp(y, y, x, out=out))
places("clamp", lambda x, out: torch.clamp(x, 0, 1, out=out))
places("where", lambda x, out: torch.where(y > 3, x, y, out=out))
places("addmm", lambda x, out: torch.addmm(x, y, y, out=out))
places("addmm factor", lambda x, out: torch.addmm(y, y, x, out=out))
places("addmm of a row", lambda x, out: torch.addmm(x[0], y, y, out=out))
places("mm", lambda x, out: torch.mm(x, y, out=out))
places("matmul", lambda x, out: torch.matmul(y, x, out=out))
places("addr", lambda x, out: torch.addr(x, y[0], y[1], out=out))
places("outer", lambda x, out: torch.outer(x[0], x[1], out=out))
places("cumsum", lambda x, out: torch.cumsum(x, 1, out=out))
places("sort", lambda x, out: torch.sort(x, 1, out=(out, torch.empty(4, 4, dtype=torch.int64))))
places("softmax", lambda x, out: torch.softmax(x, 1, out=out))
places("gather", lambda x, out: torch.gather(x, 1, torch.zeros(4, 4, dtype=torch.int64), out=out))
places("index_select", lambda x, out: torch.index_select(x, 0, torch.tensor([0, 1, 2, 3]), out=out))
places("scatter", lambda x, out: torch.scatter(x, 1, torch.zeros(4, 4, dtype=torch.int64), y, out=out))
places("scatter source", lambda x, out: torch.scatter(y, 1, torch.zeros(4, 4, dtype=torch.int64), x, out=out))
places("index_add", lambda x, out: torch.index_add(y, 0, torch.tensor([0, 1, 2, 3]), x, out=out))
places("renorm", lambda x, out: torch.renorm(x, 2, 0, 1, out=out))
places("kron", lambda x, out: torch.kron(x[:2, :2], torch.ones(2, 2), out=out))
places("max", lambda x, out: torch.max(x, 1, out=(out, torch.empty(4, dtype=torch.int64))), (4,))
places("topk", lambda x, out: torch.topk(x, 2, out=(out, torch.empty(4, 2, dtype=torch.int64))), (4, 2))
places("mean", lambda x, out: torch.mean(x, 1, out=out), (4,))
places("diagonal", lambda x, out: torch.diag(x, out=out), (4,))
places("eq", lambda x, out: torch.eq(x, y, out=out.view(torch.int32)) if False else torch.eq(x, y, out=out))
# In place.
places("add_", lambda x, out: out.add_(x))
places("div_", lambda x, out: out.div_(x, rounding_mode="floor"))
places("addcmul_", lambda x, out: out.addcmul_(x, y))
places("igamma_", lambda x, out: out.igamma_(x))
places("addmm_", lambda x, out: out.addmm_(x, y))
places("addr_", lambda x, out: out.addr_(x[0], x[1]))
places("scatter_", lambda x, out: out.scatter_(1, torch.zeros(4, 4, dtype=torch.int64), x))
places("index_copy_", lambda x, out: out.index_copy_(0, torch.tensor([0, 1, 2, 3]), x))
places("put_", lambda x, out: out.put_(torch.arange(16), x.reshape(-1)))
places("masked_scatter_", lambda x, out: out.masked_scatter_(y > 3, x))
places("ldexp_", lambda x, out: out.ldexp_(x))
places("copy_", lambda x, out: out.copy_(x))
x = torch.arange(3.0).expand(2, 3); x.tril_(); x
x = torch.arange(3.0).expand(2, 3); x.triu_(1); x
x = torch.arange(3.0).expand(2, 3); x.index_fill_(1, torch.tensor([1]), 7); x
x = torch.arange(4.0).view(2, 2); x.swapaxes_(0, 1), x.expand(2, 2, 2).swapdims_(0, 2)
torch.neg(torch.ones(3), out=torch.ones(1).expand(3))
x = torch.ones(4); torch.neg(x[:3], out=x[1:])
# How often the version of what is written grows.
o = torch.zeros(4); torch.kron(torch.ones(2), torch.ones(2), out=o), o._version
o = torch.zeros(2); torch.nanmean(torch.ones(2, 3), 1, out=o), o._version
o = torch.zeros(2); torch.sum(torch.ones(2, 3), 1, out=o), o._version
