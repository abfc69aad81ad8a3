import torch
import torch.nn.functional as F
for dtype in (torch.float16, torch.bfloat16):
    c = ((torch.arange(2 * 27 * 16) * 7919 % 2003) / 100 - 10).to(dtype).reshape(2, 27, 16)
    print(F.fold(c, (6, 6), 3)[0, 0], F.fold(c, (9, 9), 3, stride=2).sum((2, 3)), F.fold(c[..., :4], (6, 6), 3, dilation=2)[1, 2])
    x = torch.zeros(2, 3, 6, 6, dtype=dtype, requires_grad=True)
    F.unfold(x, 3).backward(c)
    print(x.grad[1, 1])
x = ((torch.arange(2 * 4 * 9) * 7919 % 2003) / 100 - 10).half().reshape(2, 4, 9)
w = ((torch.arange(4 * 3 * 5) * 104729 % 1009) / 100 - 5).half().reshape(4, 3, 5)
F.conv_transpose1d(x, w)
F.conv_transpose1d(x, w, torch.tensor([1.5, -2.25, 0.125]).half(), stride=2, padding=1, output_padding=1)
F.conv_transpose1d(x, w[:, :2], groups=2, dilation=2)
F.conv_transpose2d(x.reshape(2, 4, 3, 3), w[:, :, :4].reshape(4, 3, 2, 2), stride=(2, 1))
y = torch.zeros(2, 3, 13).half().requires_grad_()
F.conv1d(y, w).backward(x)
y.grad
