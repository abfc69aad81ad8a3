import torch
import torch.nn as nn
torch.ones(2).tril()
torch.quantile(torch.ones(2),1.5)
nn.Sequential(nn.Linear(2,2))[1]
