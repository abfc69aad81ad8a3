import torch
import torch.nn as nn
nn.Linear(2,2).load_state_dict({})
nn.Linear(2,2).load_state_dict(nn.Linear(2,3).state_dict())
nn.Linear(2,2).foo
