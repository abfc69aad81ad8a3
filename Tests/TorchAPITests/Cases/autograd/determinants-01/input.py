import torch
for A in ([[1., 2.], [2., 4.]], [[0., 0.], [1., 2.]], [[0., 0.], [0., 0.]], [[1., 2., 3.], [4., 5., 6.], [7., 8., 9.]], [[1., 2.], [3., 4.]]):
    x = torch.tensor(A, requires_grad=True)
    d = torch.det(x)
    d.backward()
    print(x.grad + 0)
    x.grad = None
    x2 = torch.stack([x, torch.eye(x.shape[0])])
    torch.linalg.det(x2).sum().backward()
    print(x.grad + 0)
    try:
        g, = torch.autograd.grad(torch.det(x), x, create_graph=True)
        print(g.detach())
        print(torch.autograd.grad((g * torch.arange(1., g.numel() + 1).view_as(g)).sum(), x))
    except RuntimeError as e:
        print(e)
for A in ([[1., 2.], [3., 4.]], [[2., 0.5, 0.], [0.5, 3., 1.], [0., 1., 4.]]):
    x = torch.tensor(A, requires_grad=True)
    torch.linalg.slogdet(x)[1].backward()
    print(x.grad)
    x.grad = None
    torch.logdet(x @ x.T).backward()
    print(x.grad)
    g, = torch.autograd.grad(torch.slogdet(x)[1], x, create_graph=True)
    print(g)
    print(torch.autograd.grad(g.square().sum(), x))
x = torch.tensor([[1 + 1j, 2], [3, 4 - 2j]], requires_grad=True)
torch.linalg.slogdet(x)[1].backward()
x.grad
torch.autograd.gradcheck(lambda x: torch.linalg.slogdet(x)[1], (x.detach().to(torch.complex128).requires_grad_(),))
torch.autograd.gradcheck(torch.linalg.det, (x.detach().to(torch.complex128).requires_grad_(),))
torch.autograd.gradgradcheck(torch.linalg.det, (x.detach().to(torch.complex128).requires_grad_(),))
torch.autograd.gradgradcheck(torch.linalg.det, (torch.tensor([[1., 2., 0], [2., 4, 1], [3, 6, 1]], dtype=torch.double, requires_grad=True),))
x = torch.randn(3, 2, 2, requires_grad=True)
torch.linalg.slogdet(x)[1].sum().backward()
x.grad
