import torch
import torch.nn as nn
import torch.nn.functional as F
nn.Linear(3,2)(torch.ones(2,5,4))
F.softmax(torch.ones(2,2))
F.conv1d(torch.ones(1,2,3),torch.ones(1,3,1))
