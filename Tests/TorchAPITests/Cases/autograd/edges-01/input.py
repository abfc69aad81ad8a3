import torch
from torch.autograd.graph import get_gradient_edge, GradientEdge
x = torch.tensor([1., 2.], requires_grad=True)
def f(): return (x * 2).sin()
y = x * 2
z = y.sin()
e = get_gradient_edge(y)
torch.autograd.grad(z.sum(), e, retain_graph=True)
torch.autograd.grad(z.sum(), [e, x], retain_graph=True)
torch.autograd.grad(get_gradient_edge(z), x, grad_outputs=torch.ones(2), retain_graph=True)
torch.autograd.grad(get_gradient_edge(z), x, retain_graph=True)
torch.autograd.grad(get_gradient_edge(z), x, torch.ones(3), retain_graph=True)
torch.autograd.grad([get_gradient_edge(z.sum())], x)
torch.autograd.grad(get_gradient_edge(f()), get_gradient_edge(x), torch.ones(2))
torch.autograd.backward(get_gradient_edge(f()), torch.ones(2))
x.grad
z = f()
torch.autograd.backward([get_gradient_edge(z.sum())])
x.grad
z = f()
torch.autograd.backward(z.sum(), inputs=get_gradient_edge(x))
x.grad
torch.autograd.backward([f()], [torch.ones(2), torch.ones(2)])
torch.autograd.grad([f()], x, [torch.ones(2), torch.ones(2)])
torch.autograd.backward([f(), f()], [torch.ones(2)])
torch.autograd.backward([3])
torch.autograd.backward(f().sum(), torch.tensor(1.), grad_variables=torch.tensor(1.))
a, b = torch.max(x.view(1, 2) * 2, 1)
e = get_gradient_edge(a)
e.output_nr
torch.autograd.grad(e, x, torch.ones(1))
u = (x * 3).unbind()
torch.autograd.grad(get_gradient_edge(u[1]), x, retain_graph=True)
torch.autograd.grad(get_gradient_edge(u[1]), x, torch.tensor(2.))
n = f().grad_fn
n.metadata["k"] = 5
n.metadata
n.requires_grad
n._input_metadata
n._input_metadata[0].shape, n._input_metadata[0].dtype, n._input_metadata[0].device
w = x.sum().grad_fn
sorted(a for a in dir(w) if '_saved' in a)
w._saved_self_sym_sizes
x.mean().grad_fn._saved_self_sym_sizes, x.mean().grad_fn._saved_self_sym_numel
x.expand(2, 2).grad_fn._saved_self_sym_sizes
x.view(2, 1).grad_fn._saved_self_sym_sizes
x[0].grad_fn._saved_self_sym_sizes
x[0].grad_fn._saved_dim, x[0].grad_fn._saved_index
x[:1].grad_fn._saved_self_sym_sizes
x[:1].grad_fn._saved_dim, x[:1].grad_fn._saved_start, x[:1].grad_fn._saved_end, x[:1].grad_fn._saved_step
x[torch.tensor([0])].grad_fn._saved_self_sym_sizes
x.max(0).values.grad_fn._saved_self_sym_sizes
x.sort().values.grad_fn._saved_self_sym_sizes
x.topk(1).values.grad_fn._saved_self_sym_sizes
x.repeat(2).grad_fn._saved_self_sym_sizes
x.unfold(0, 1, 1).grad_fn._saved_self_sym_sizes
m = torch.ones(2, 2, requires_grad=True)
g = (m @ m).grad_fn
g._saved_self_sym_sizes, g._saved_mat2_sym_sizes
m.trace().grad_fn._saved_self_sym_sizes
m.diagonal().grad_fn._saved_self_sym_sizes
m.squeeze().grad_fn._saved_self_sym_sizes
m.split(1)[0].grad_fn._saved_self_sym_sizes
class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a): ctx.save_for_backward(a); ctx.k = 3; return a * 2
    @staticmethod
    def backward(ctx, g): return g * 2

o = F.apply(x)
o.grad_fn._forward_cls
o.grad_fn._raw_saved_tensors
o.grad_fn.metadata
