import torch
import torch.nn as nn
nn.BatchNorm1d(3)(torch.ones(1,3))
nn.BatchNorm2d(3)(torch.ones(2,3))
nn.BatchNorm1d(4)(torch.ones(2,3))
