import torch
import torch.nn.functional as F
def show(f):
    try:
        print(f().shape)
    except Exception as error:
        print(type(error).__name__, error)
for dtype in [torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.complex64]:
    x = torch.ones(1, 2, 6, 6, 6).to(dtype)
    for f in [torch.dropout, torch.feature_dropout, torch.alpha_dropout, torch.feature_alpha_dropout]:
        show(lambda: f(x, 0.5, True))
        show(lambda: f(x, 0.5, False))
    show(lambda: F.adaptive_avg_pool1d(x[0, :, :, 0, 0], 3))
    show(lambda: F.adaptive_avg_pool2d(x[0], 3))
    show(lambda: F.adaptive_avg_pool3d(x, 3))
    if dtype != torch.complex64:
        show(lambda: F.adaptive_avg_pool2d(x[0], 1))
