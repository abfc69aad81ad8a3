import torch
import torch.nn.functional as F
F.dropout(torch.ones(2),p=-0.1)
F.interpolate(torch.ones(1,1,2,2))
F.pad(torch.ones(2), (1,))
