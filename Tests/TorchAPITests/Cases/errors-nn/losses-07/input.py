import torch
import torch.nn as nn
import torch.nn.functional as F
torch.nn.functional.cross_entropy(torch.ones(2,3),torch.tensor([0,-1]))
torch.nn.functional.l1_loss(torch.ones(2),torch.ones(2,2))
F.cosine_similarity(torch.ones(2),torch.ones(3),dim=0)
