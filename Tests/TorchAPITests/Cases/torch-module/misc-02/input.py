import torch

from torch import nn, optim, tensor
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import grad, Function
from torch.utils.data import DataLoader, Dataset, TensorDataset
tensor([1, 2])
torch.nn is nn
