import torch
import torch.nn as nn
nn.Linear(3,2)(torch.ones(2,4))
nn.Linear(3,2)([1,2,3])
nn.Conv2d(3,8,3)(torch.ones(1,1,8,8))
