import torch

print(torch.fft.ifft(torch.tensor([6 + 0j, -2 + 2j, -2, -2 - 2j])))
for n in (2, 3, 4, 5, 8):
    x = torch.arange(float(n))
    print(torch.fft.fft(x), torch.fft.ifft(x), torch.fft.rfft(x), torch.fft.ihfft(x))
    print(torch.fft.ifft(torch.fft.fft(x)))
print(torch.fft.fft2(torch.ones(2, 3)), torch.fft.ifft2(torch.ones(2, 3)))
print(torch.fft.ifft(torch.ones(6) + 0j))
print(torch.fft.fft(torch.eye(4)))
x = torch.arange(4.0, requires_grad=True)
print(torch.fft.ifft(x).grad_fn.name(), torch.fft.ifft(x).grad_fn.next_functions[0][0].name())
