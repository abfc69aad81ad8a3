import torch

x = torch.tensor([1., 2.])
x.requires_grad
x.requires_grad = True
x.requires_grad
x.requires_grad_(False)
x.grad
x.grad_fn
x.is_leaf
x.retains_grad
x.output_nr
x._version
x.add_(1)
x._version
x.data
x.data = torch.tensor([5., 6., 7.])
x
