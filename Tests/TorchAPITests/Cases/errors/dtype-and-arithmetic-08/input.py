import torch
import torch.nn as nn
nn.Linear(3,2)(torch.ones(2,3,dtype=torch.int64))
nn.Conv2d(3,8,3)(torch.ones(1,3,8,8,dtype=torch.float64))
nn.CrossEntropyLoss()(torch.ones(2,3), torch.ones(2,3,dtype=torch.int64))
