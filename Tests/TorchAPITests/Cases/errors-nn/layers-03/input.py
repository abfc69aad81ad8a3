import torch
import torch.nn as nn
nn.MaxPool2d(2)(torch.ones(4,4))
nn.MaxPool2d(2)(torch.ones(1,1,1,1))
nn.MaxPool2d(2,padding=2)(torch.ones(1,1,4,4))
