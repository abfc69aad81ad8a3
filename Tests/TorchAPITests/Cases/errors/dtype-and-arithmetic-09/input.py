import torch
import torch.nn.functional as F
F.binary_cross_entropy_with_logits(torch.ones(2), torch.ones(2,dtype=torch.int64))
torch.ones(2,dtype="float32")
torch.inverse(torch.ones(2,2,dtype=torch.int64))
