import torch
x = torch.randn(3, 4, 5)
y = x.permute(2, 0, 1)
c = y.contiguous()
for t in (y + 1, y * y, y > 0, y.exp(), -y[:, ::2], y[..., 1:].sqrt(), y.expand(2, 5, 3, 4) + 1, y + c, c + y):
    print(t.stride(), t.is_contiguous())
for t in (torch.where(y > 0, y, 0.0), torch.where(c > 0, y, c), torch.atan2(y, y), torch.isnan(y), y ** 1.5):
    print(t.stride())
for t in (y[:, :1] + y, y + y[:, :, :1], y[0] * y, torch.maximum(y, c), y.clamp(0, 1), ~(y > 0), y.round()):
    print(t.stride())
(y + c).sum((0, 2)).shape
