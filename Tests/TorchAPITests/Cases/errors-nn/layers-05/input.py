import torch
import torch.nn as nn
nn.LayerNorm(4)(torch.ones(2,3))
nn.GroupNorm(2,3)
nn.Embedding(3,2)(torch.tensor([3]))
