import torch
int(torch.ones(2))
bool(torch.ones(2))
bool(torch.ones(0))
