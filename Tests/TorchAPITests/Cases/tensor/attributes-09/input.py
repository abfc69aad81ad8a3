import torch

import copy
x = torch.tensor([1., 2.], requires_grad=True)
y = copy.deepcopy(x)
y
y is x
copy.copy(x)
copy.deepcopy(x * 2)
copy.deepcopy([x, 1])
z = x.clone()
z
x.detach().clone()
