import torch
def waves(n, place, sign, dtype):
    k = (torch.arange(n) * place) % n
    return torch.polar(torch.ones(n, dtype=torch.float64), sign * 2 * torch.pi * k.double() / n).to(dtype)
def is_near(a, b, dtype):
    limit = 1e-5 if dtype == torch.float32 else 1e-12
    return a.dtype == b.dtype and a.shape == b.shape and bool((a - b).abs().max() < limit)
def transforms(n, dtype):
    results = []
    wide = torch.complex64 if dtype == torch.float32 else torch.complex128
    for place in (0, 1, 7, n // 2 + 1, n - 1):
        x = torch.zeros(n, dtype=dtype)
        x[place] = 1
        forward, inverse = waves(n, place, -1, wide), waves(n, place, 1, wide)
        half = n // 2 + 1
        results.append(is_near(torch.fft.fft(x.to(wide)), forward, dtype))
        results.append(is_near(torch.fft.ifft(x.to(wide), norm="forward"), inverse, dtype))
        results.append(is_near(torch.fft.fft(x), forward, dtype))
        results.append(is_near(torch.fft.rfft(x), forward[:half], dtype))
        results.append(is_near(torch.fft.ihfft(x, norm="forward"), inverse[:half], dtype))
        results.append(is_near(torch.fft.irfft(forward[:half], n=n), x, dtype))
        results.append(is_near(torch.fft.hfft(inverse[:half] / n, n=n), x, dtype))
    return sum(results), len(results)
transforms(32768, torch.float32)
transforms(65536, torch.float64)
transforms(60000, torch.float32)
transforms(2 * 3 * 5 * 7 * 13 * 14, torch.float32)
transforms(2 * 33 * 33 * 20, torch.float64)
transforms(33 * 33 * 35, torch.float32)
transforms(98304, torch.float64)
transforms(40009, torch.float32)
x = torch.arange(6 * 65536.0).reshape(2, 65536, 3) % 11 - 5
x = x.transpose(0, 2)
y = torch.fft.fft(x, dim=1)
y.shape
all((y[i, :, j] - torch.fft.fft(x[i, :, j].contiguous())).abs().max() < 1e-1 for i in range(3) for j in range(2))
z = torch.fft.rfft(x, dim=1, norm="ortho")
(z - y[:, :32769] / 256).abs().max() < 1e-3
(torch.fft.irfft(z, dim=1, norm="ortho") - x).abs().max() < 1e-4
out = torch.empty(65536, dtype=torch.complex64)
torch.fft.fft(x[0, :, 0].to(torch.complex64), out=out) is out
(out - y[0, :, 0]).abs().max() < 1e-1
v = torch.randn(65536, requires_grad=True)
torch.fft.rfft(v).abs().square().sum().backward()
w = v.detach().to(torch.complex64)
(torch.fft.fft(torch.fft.ifft(w)) - w).abs().max() < 1e-5
torch.fft.fft(torch.ones(65536))[:3]
