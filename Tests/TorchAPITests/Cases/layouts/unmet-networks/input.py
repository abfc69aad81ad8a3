show(
    "F.rms_norm(x, (5,))",
    "F.adaptive_avg_pool2d(x, 1)",
    "torch.kron(x[0, 0], x[0, 0])",
    "torch.fft.fft(x)",
    "torch.fft.fft(x, dim=1)",
    "torch.fft.rfft(x)",
    "torch.fft.fft2(x)",
    "torch.fft.fftshift(x)",
    "torch.fft.irfft(x)",
)
