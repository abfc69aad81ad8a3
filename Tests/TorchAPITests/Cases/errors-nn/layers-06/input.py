import torch
import torch.nn as nn
nn.Embedding(3,2)(torch.tensor([1.0]))
nn.Embedding(3,2,padding_idx=5)
nn.LSTM(3,4)(torch.ones(5,2,2))
