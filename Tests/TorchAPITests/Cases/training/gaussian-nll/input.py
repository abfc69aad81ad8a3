import torch, torch.nn.functional as F
torch.manual_seed(0)
i=torch.randn(3,2,requires_grad=True); t=torch.randn(3,2); v=(torch.rand(3,2)).requires_grad_()
l=F.gaussian_nll_loss(i,t,v)
l
l.backward()
v.grad
i.grad
F.gaussian_nll_loss(i,t,v[:,0],full=True)
F.gaussian_nll_loss(i,t,v[:,:1],reduction='none')
F.gaussian_nll_loss(i,t,v[:1],reduction='sum')
F.gaussian_nll_loss(i,t,v[:1,:1])
F.gaussian_nll_loss(i,t,v.T)
F.gaussian_nll_loss(i,t,-v)
F.gaussian_nll_loss(i,t,-1.0)
F.gaussian_nll_loss(i,t,0.5)
F.gaussian_nll_loss(i,t,torch.tensor(0.5))
F.gaussian_nll_loss(i,t,v,reduction='x')
w=torch.zeros(3,2,requires_grad=True)
F.gaussian_nll_loss(i,t,w).backward()
w.grad
F.gaussian_nll_loss(i,t,v).grad_fn.next_functions
F.gaussian_nll_loss(i,t,v,reduction='none').grad_fn.next_functions[0][0].next_functions
F.gaussian_nll_loss(i,t,v*1e-9,reduction='none')
l=torch.nn.GaussianNLLLoss(full=True, eps=1e-3)
l
l(i,t,v)
