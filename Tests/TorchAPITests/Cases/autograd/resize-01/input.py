import torch
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:600])
x=torch.arange(6.).reshape(2,3)
t(lambda: x.resize_(2,2)); t(lambda: (x.shape, x.stride(), x._version, x.untyped_storage().nbytes()))
t(lambda: x.resize_(3,2)); t(lambda: x)
t(lambda: x.resize_((1,)));t(lambda: x.resize_([2,3]))
y=x[1]
t(lambda: y.resize_(2)); t(lambda: y); 
t(lambda: torch.ones(2).resize_(4).shape)
t(lambda: torch.ones(4).resize_(2,-1))
t(lambda: torch.ones(2,requires_grad=True).resize_(4))
t(lambda: (torch.ones(2,requires_grad=True)*2).resize_(4))
def ng():
    with torch.no_grad(): return torch.ones(2,requires_grad=True).resize_(1)
t(ng)
t(lambda: torch.ones(4).resize_())
t(lambda: torch.ones(4).resize_("a"))
t(lambda: torch.ones(4).resize_(2.5))
t(lambda: torch.ones(4).resize_as_(torch.zeros(2,2)).shape)
t(lambda: torch.ones(2,requires_grad=True).resize_as_(torch.zeros(1)))
x=torch.ones(2); z=torch.arange(3.)
t(lambda: x.set_(z)); t(lambda: (x.data_ptr()==z.data_ptr(), x._version, z._version)); z[0]=9; t(lambda: x)
t(lambda: x._version)
t(lambda: torch.ones(2).set_().shape)
t(lambda: torch.ones(2).set_(z.untyped_storage(),1,(2,),(1,)))
t(lambda: torch.ones(2).set_(z.untyped_storage()))
t(lambda: torch.ones(2).set_(torch.ones(2,dtype=torch.float64)))
t(lambda: torch.ones(2).set_(torch.ones(2,dtype=torch.int64)))
t(lambda: torch.ones(2).set_(torch.ones(2,requires_grad=True)))
t(lambda: torch.ones(2,requires_grad=True).set_(torch.ones(3)))
t(lambda: (torch.ones(2,requires_grad=True)*2).set_(torch.ones(3)))
t(lambda: torch.ones(2).set_(3))
def ng2():
    with torch.no_grad():
        p=torch.ones(2,requires_grad=True); p.set_(torch.ones(3)); return p
t(ng2)
t(lambda: torch.ones(3,2).t().set_(z))
