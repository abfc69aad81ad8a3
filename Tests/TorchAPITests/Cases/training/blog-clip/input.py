import torch
from torch import nn
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, parameters_to_vector, vector_to_parameters
torch.manual_seed(0)
m = nn.Linear(3, 2)
def grads():
    m.zero_grad(); (m(torch.ones(4, 3)) * 10).pow(2).sum().backward()
grads()
print(m.weight.grad, clip_grad_norm_(m.parameters(), 1.0), m.weight.grad, m.bias.grad)
grads(); print(clip_grad_norm_(m.parameters(), 2.0, norm_type=float("inf")), m.weight.grad.abs().max())
grads(); print(clip_grad_norm_(m.weight, 1e6), clip_grad_value_(m.parameters(), 0.5), m.weight.grad)
m.weight.grad[0, 0] = float("nan")
print(clip_grad_norm_(m.parameters(), 1.0))
clip_grad_norm_(m.parameters(), 1.0, error_if_nonfinite=True)
print(clip_grad_norm_([torch.ones(1)], 1.0))
v = parameters_to_vector(m.parameters())
print(v, v.shape)
vector_to_parameters(torch.arange(8.), m.parameters())
print(m.weight, m.bias)
total = torch.norm(torch.stack([p.grad.norm(2) for p in m.parameters()]), 2)
print(total)
print(nn.utils.get_total_norm([torch.ones(3), torch.ones(2)]), nn.utils.clip_grad_norm_(m.parameters(), 1.0, foreach=False))
print(m.weight.grad_fn, m.weight.is_leaf, m.weight.requires_grad)
