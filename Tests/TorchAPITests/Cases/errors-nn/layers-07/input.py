import torch
import torch.nn as nn
nn.RNN(3,4)(torch.ones(3))
nn.MultiheadAttention(5,2)
nn.Dropout(1.5)
