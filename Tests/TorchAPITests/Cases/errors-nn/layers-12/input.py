import torch
import torch.nn as nn
torch.nn.init.xavier_uniform_(torch.ones(2))
torch.nn.utils.clip_grad_norm_([],1.)
nn.Linear(3,2)(torch.ones(4))
