import torch

a = torch.rand(2, 3, requires_grad=True)
b = torch.rand(2, 3, requires_grad=True)
c = a * b
d = a * b


def show(grads):
    print([g is not None for g in grads])


handle = torch.autograd.graph.register_multi_grad_hook((a, b, c, d), show)
c.sum().backward(retain_graph=True)
c.sum().backward(inputs=(a,), retain_graph=True)
(c + d).sum().backward(retain_graph=True)
torch.autograd.grad((c + d).sum(), [c, d], retain_graph=True)
handle.remove()
c.sum().backward(retain_graph=True)
with torch.autograd.graph.register_multi_grad_hook((a, b, c), lambda g: print("first", tuple(g.shape)), mode="any"):
    c.sum().backward(retain_graph=True)
    (c + d).sum().backward(retain_graph=True)
print(torch._C._current_graph_task_id())
