import torch
import torch.nn as nn
nn.Flatten()(torch.tensor(1.))
nn.BatchNorm1d(3)(torch.ones(2,3).double())
nn.Softmax()(torch.ones(2,2))
