import numpy as np
import torch
import torch.nn.functional as F
