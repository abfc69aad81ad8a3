import torch
import torch.nn as nn
nn.BCELoss()(torch.ones(2,1), torch.ones(2))
nn.BCELoss()(torch.tensor([.5]), torch.tensor([1]))
nn.BCEWithLogitsLoss()(torch.ones(2,1), torch.ones(2))
