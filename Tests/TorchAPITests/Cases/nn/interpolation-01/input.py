import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
x = torch.arange(12.).reshape(1, 1, 3, 4)
print(F.interpolate(x, scale_factor=2))
print(F.interpolate(x, size=(5, 7), mode="bilinear", align_corners=False))
print(F.interpolate(x, size=(5, 7), mode="bilinear", align_corners=True))
print(nn.Upsample(scale_factor=2, mode="nearest"))
print(nn.Upsample(scale_factor=2, mode="bilinear")(x).shape)
