import torch

# What is 0 shows as 0, not as what rounding left of it.
torch.fft.fft(torch.ones(5)).abs()
torch.fft.fft(torch.ones(3)).real
torch.fft.ifft(torch.fft.fft(torch.arange(4.0)))
torch.fft.ifft(torch.fft.fft(torch.arange(6.0)))
torch.fft.fft2(torch.eye(3)).real
torch.fft.fft2(torch.eye(5)).real
torch.fft.rfft2(torch.ones(3, 6)).abs()
torch.fft.irfft2(torch.fft.rfft2(torch.eye(4)), (4, 4))
torch.fft.hfft(torch.tensor([1.0, 2.0, 3.0, 4.0]))
torch.fft.fft(torch.tensor([1e-20, 1e-20]))
torch.fft.fft(torch.stack([torch.full((3,), 1e-12), torch.full((3,), 1e6)])).real
torch.fft.fftn(torch.arange(8.0).view(2, 2, 2)).real
torch.fft.fft(torch.tensor([1.0, 1e-12], dtype=torch.float64)).real[0] == 1 + 1e-12
