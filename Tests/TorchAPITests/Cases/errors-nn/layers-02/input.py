import torch
import torch.nn as nn
nn.Conv2d(3,8,3)(torch.ones(8,8))
nn.Conv2d(3,8,3)(torch.ones(1,3,2,2))
nn.Conv2d(3,8,3,groups=2)
