import torch
import torch.nn as nn
nn.GRU(3,4)(torch.ones(2,3),torch.ones(2,5))
nn.LSTM(3,4)(torch.ones(2,3),torch.ones(1,4))
nn.PReLU(3)(torch.ones(2,2))
