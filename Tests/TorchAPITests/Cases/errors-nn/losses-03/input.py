import torch
import torch.nn as nn
nn.MSELoss()(torch.ones(2,3), torch.ones(3,2))
nn.MSELoss()(torch.ones(2), 1.0)
nn.BCELoss()(torch.tensor([1.5]), torch.tensor([1.]))
