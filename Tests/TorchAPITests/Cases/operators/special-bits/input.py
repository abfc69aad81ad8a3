import torch
S = torch.special

def numbers(low, high, count, dtype):
    # No two of them are rounded alike in single precision.
    places = (torch.arange(count, dtype=torch.float64) * 0.6180339887498949 + 0.137) % 1
    return (places * (high - low) + low).to(dtype)

def show(name, function, *ranges, count=8):
    for dtype in (torch.float32, torch.float64):
        print(name, [function(numbers(low, high, count, dtype)).double().tolist() for low, high in ranges])

show("i0", torch.i0, (-8, 8), (8, 80))
show("i0e", S.i0e, (-8, 8), (8, 800))
show("i1", S.i1, (-8, 8), (-80, -8))
show("i1e", S.i1e, (-8, 8), (8, 800))
show("i1e, small", S.i1e, (0, 0.5), (0, 0.01), count=30)
show("modified_bessel_i0", S.modified_bessel_i0, (-8, 8), (8, 80))
show("modified_bessel_i1", S.modified_bessel_i1, (-8, 8), (8, 80))
show("modified_bessel_k0", S.modified_bessel_k0, (0, 2), (2, 60))
show("modified_bessel_k1", S.modified_bessel_k1, (0, 2), (2, 60))
show("scaled_modified_bessel_k0", S.scaled_modified_bessel_k0, (0, 2), (2, 60))
show("scaled_modified_bessel_k1", S.scaled_modified_bessel_k1, (0, 2), (2, 60))
show("bessel_j0", S.bessel_j0, (-5, 5), (5, 300))
show("bessel_j1", S.bessel_j1, (-5, 5), (-300, -5))
show("bessel_y0", S.bessel_y0, (0, 5), (5, 300))
show("bessel_y1", S.bessel_y1, (0, 5), (5, 300))
show("spherical_bessel_j0", S.spherical_bessel_j0, (-0.5, 0.5), (0.5, 30))
show("airy_ai", S.airy_ai, (-40, -2.09), (-2.09, 2.09), (2.09, 20))
show("ndtri", S.ndtri, (0, 1), (0, 1e-6), (0, 1e-18))
show("erfcx", S.erfcx, (-9, 0), (0, 50), (50, 3000))
show("erfinv", torch.erfinv, (-1, 1), (0.99, 1), (-1e-5, 1e-5))
show("log_ndtr", S.log_ndtr, (-30, -1), (-1, 4))
show("digamma", torch.digamma, (0, 12), (-5, 0), (12, 90))
show("trigamma", lambda x: torch.polygamma(1, x), (0.5, 30), (-5, 0.5))
show("polygamma", lambda x: torch.polygamma(3, x), (0, 4), (4, 60))
show("zeta", lambda x: S.zeta(x, x.flip(0) * 3), (1, 4), (4, 30))
show("zeta(3, x)", lambda x: S.zeta(3.0, x), (-4, 4), (4, 30))
for name in ("gammainc", "gammaincc"):
    f = getattr(S, name)
    show(name, lambda x: f(x, x.flip(0)), (0, 1), (0, 20), (20, 60), (200, 240))
    # What does not fill a register goes another way, and so does what is not side by side.
    show(name + ", many", lambda x: f(x, 1.3 * x.flip(0)), (0.5, 12), count=37)
    show(name + ", apart", lambda x: f(x[::2], x[1::2]), (0.5, 12), count=20)
    show(name + ", rows", lambda x: f(x.view(4, 5), x[5:10]), (0.5, 12), count=20)
    show(name + ", columns", lambda x: f(x.view(4, 5), x.view(5, 4).t()), (0.5, 12), count=20)
    show(name + ", one", lambda x: f(x[0], x), (0.5, 12), count=20)

edges = [0.0, -0.0, 1.0, -1.0, 2.0, 5.0, 8.0, 10.0, 0.5, 1e-30, 1e17, -3.0, float("inf"), -float("inf"), float("nan")]
for name in ("i0 i0e i1 i1e modified_bessel_i1 modified_bessel_k0 modified_bessel_k1 scaled_modified_bessel_k0"
             " scaled_modified_bessel_k1 bessel_j0 bessel_j1 bessel_y0 bessel_y1 spherical_bessel_j0 airy_ai ndtri erfcx"
             " log_ndtr digamma").split():
    for dtype in (torch.float32, torch.float64):
        print(name, getattr(S, name)(torch.tensor(edges, dtype=dtype)).tolist())
for name in ("gammainc", "gammaincc", "zeta"):
    x = torch.tensor(edges)
    print(name, getattr(S, name)(x[:, None], x).tolist())

torch.kaiser_window(9, True, 5.0).double().tolist()
torch.kaiser_window(12, periodic=False, dtype=torch.float64).tolist()
S.bessel_j0(torch.tensor([1, 2], dtype=torch.int32))
S.bessel_y1(torch.tensor([True, False]))
for x in (torch.ones(2, dtype=torch.float16), torch.ones(2, dtype=torch.bfloat16), torch.ones(2, dtype=torch.complex64)):
    for name in ("bessel_j0", "modified_bessel_k1", "airy_ai", "ndtri", "i1", "zeta", "gammainc"):
        try:
            print(name, getattr(S, name)(x, x) if name in ("zeta", "gammainc") else getattr(S, name)(x))
        except Exception as e:
            print(type(e).__name__, e)
x = torch.tensor([0.3, 1.5, 4.2, 7.7, 0.9])
for dtype in (torch.float16, torch.bfloat16):
    print([torch.polygamma(n, x.to(dtype)) for n in (0, 1, 2, 3)])
    print(torch.i0(x.to(dtype)), S.i1e(x.to(dtype)), torch.igamma(x.to(dtype), x.to(dtype).flip(0)))
torch.polygamma(2, torch.tensor([1, 2]))
out = torch.empty(5)
S.bessel_j1(x, out=out) is out
out
x.view(5, 1).expand(5, 2)[::2].i0()
