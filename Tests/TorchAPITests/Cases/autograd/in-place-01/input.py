import torch
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def a():
    w=torch.tensor([1.,2.],requires_grad=True); b=w.clone(); b.mul_(b.detach()); b.sum().backward(); return w.grad
def b_():
    w=torch.tensor([1.,2.],requires_grad=True); b=w.clone(); b.mul_(b); b.sum().backward(); return w.grad
def c():
    w=torch.tensor([1.,2.],requires_grad=True); b=w.clone(); b.add_(b); b.sum().backward(); return w.grad
def d():
    w=torch.tensor([1.,2.],requires_grad=True); b=w.clone(); b.div_(b.detach()); b.sum().backward(); return w.grad
def e():
    w=torch.tensor([1.,2.],requires_grad=True); b=w.clone(); b.exp_(); b.sum().backward(); return w.grad
def f():
    w=torch.tensor([1.,2.,3.,4.],requires_grad=True).clone(); v=w[:2]; v.mul_(w[2:]); w.sum().backward(); return v.grad_fn
def g():
    w=torch.tensor([1.,2.],requires_grad=True); b=w.clone(); b.pow_(2); b.sum().backward(); return w.grad
def h():
    w=torch.tensor([1.,2.],requires_grad=True); b=w.clone(); b.addcmul_(b,b); b.sum().backward(); return w.grad
for x in (a,b_,c,d,e,f,g,h): t(x)
