import torch
import torch.nn as nn
nn.ModuleList([1])
nn.Sequential(1)
torch.nn.init.kaiming_uniform_(torch.ones(2))
