# In single precision, to the last bit.
import torch

x = torch.complex(torch.arange(-40, 41, dtype=torch.float32) / 16 + 0.01, torch.arange(81, dtype=torch.float32) * 7 % 81 / 20 - 2)
bits = torch.view_as_real(torch.sinc(x)).contiguous().view(torch.int32).flatten().to(torch.int64)
print(int((bits % 1000003 * (torch.arange(len(bits)) % 97 + 1)).sum()))
print(torch.sinc(torch.tensor([0j, 1 + 0j, 2j, 0.5 - 1.5j, 3 + 20j])))
