import torch

x = torch.ones(2, requires_grad=True)
y = (x + 1) * 2
y.grad_fn
y.grad_fn.next_functions
y.grad_fn.next_functions[0][0].next_functions
y.grad_fn.name()
type(y.grad_fn).__name__
x.grad_fn
y.grad_fn.next_functions[0][0].next_functions[0][0].variable is x
y.mean().grad_fn
y.grad_fn is y.grad_fn
