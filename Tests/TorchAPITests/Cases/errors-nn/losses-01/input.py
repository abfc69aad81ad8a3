import torch
import torch.nn as nn
nn.CrossEntropyLoss()(torch.ones(2,3), torch.tensor([0,3]))
nn.CrossEntropyLoss()(torch.ones(2,3), torch.tensor([0.,1.]))
nn.CrossEntropyLoss()(torch.ones(2,3), torch.tensor([0,1,2]))
