import torch
import torch.nn as nn
nn.Module()(1)
nn.Linear("a",2)
nn.Linear(2)
