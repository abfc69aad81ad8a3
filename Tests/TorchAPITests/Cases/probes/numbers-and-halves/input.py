x = torch.tensor([2.709, -1.784, -1.311, 0.5229, -2.586])
[(x.to(t) % 1.3).tolist() for t in (torch.float16, torch.bfloat16)]
[x.to(t).fmod(1.3).tolist() for t in (torch.float16, torch.bfloat16)]
[(1.3 % x.to(t)).tolist() for t in (torch.float16, torch.bfloat16)]
[torch.fmod(x.to(t), x.flip(0).to(t)).tolist() for t in (torch.float16, torch.bfloat16)]
[torch.add(x.to(t), 1.3, alpha=0.7).tolist() for t in (torch.float16, torch.bfloat16)]
[torch.sub(x.to(t), 1.3, alpha=0.7).tolist() for t in (torch.float16, torch.bfloat16)]
[(x.to(t) // 1.3).tolist() for t in (torch.float16, torch.bfloat16)]
x.half().remainder_(1.3)
y = x.clone().requires_grad_()
g, = torch.autograd.grad((y.deg2rad() ** 2).sum(), y, create_graph=True)
g
g, = torch.autograd.grad((y.rad2deg() ** 2).sum(), y, create_graph=True)
g
torch.ones(3).geqrf()
torch.inner(torch.ones(1, 3).int(), torch.ones(4))
torch.inner(torch.ones(1, 3).int(), torch.ones(3))
torch.asarray([1.0, 2.0], requires_grad=True)
torch.asarray([1, 2], requires_grad=True)
torch.asarray([1, 2], copy=False)
F.rrelu(torch.ones(2, 3).half(), 0.1, 0.9, True)
F.pad(torch.ones(3, 2, 4), (1, 1, 2, 0), mode='reflect')
F.pad(torch.ones(2, 3, 2, 4), (4, 1, 1, 0), mode='reflect')
m = torch.nn.CrossEntropyLoss()
m.load_state_dict(dict(weight=torch.ones(2)), strict=False)
m.load_state_dict(dict(weight=torch.ones(2)))
torch.nn.Linear(2, 2, bias=False).load_state_dict(torch.nn.Linear(2, 2).state_dict())
