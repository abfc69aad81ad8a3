import torch
w = torch.tensor([[1.5, -2.0, 0.25], [3.0, 4.0, -1.0]], requires_grad=True)
b = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
i = torch.arange(6).reshape(2, 3)
calls = [
    lambda: w.view(3, 2), lambda: w.view(6), lambda: w.view((2, 3)), lambda: w.view([-1]), lambda: w.view(size=(3, 2)),
    lambda: w.view(torch.int32).shape, lambda: w.view(dtype=torch.int32).shape, lambda: w.view(2, 1, 3).shape,
    lambda: w.view((2, 3), 3), lambda: w.view(2, "3"), lambda: w.view(), lambda: w.view(2.0, 3), lambda: w.view(4, 2),
    lambda: w.view(torch.tensor(6)), lambda: w.view(2, torch.tensor(3)), lambda: w.view(True, 6), lambda: w.view(None),
    lambda: w.reshape(3, -1), lambda: w.reshape((6,)), lambda: w.reshape(shape=[3, 2]), lambda: torch.reshape(w, (3, 2)),
    lambda: torch.reshape(input=w, shape=(6,)), lambda: torch.reshape(w, 6), lambda: w.permute(1, 0),
    lambda: w.permute((1, 0)), lambda: w.permute(dims=(1, 0)), lambda: w.permute(0), lambda: w.permute(0, 0),
    lambda: torch.permute(w, [1, 0]), lambda: w.transpose(0, 1), lambda: w.transpose(dim0=0, dim1=-1),
    lambda: w.transpose(0), lambda: w.transpose(0, 1, 2), lambda: w.transpose(0, dim0=1), lambda: w.transpose(0, 1.0),
    lambda: w.sum(0), lambda: w.sum(1), lambda: w.sum(-1, True), lambda: w.sum(dim=0), lambda: w.sum(axis=1),
    lambda: w.sum(dim=0, keepdim=True), lambda: w.sum(dim=(0, 1)), lambda: w.sum([0]), lambda: w.sum(()),
    lambda: w.sum(None), lambda: w.sum(dim=None), lambda: w.sum(0, dtype=torch.float64), lambda: w.sum(dtype=torch.float64),
    lambda: w.sum(0, dtype=None), lambda: w.sum(2), lambda: w.sum((0, 0)), lambda: w.sum(dim=0, axis=1),
    lambda: w.sum(0, keepdims=True), lambda: w.sum(0, dims=True), lambda: w.sum("a"), lambda: w.sum(0, False, 1),
    lambda: w.sum(0, 1), lambda: w.sum(True), lambda: torch.sum(w, 0, out=torch.zeros(3)),
    lambda: torch.sum(b, 0, out=None), lambda: torch.sum(b, dim=1, out=torch.zeros(2)), lambda: torch.sum(input=b),
    lambda: torch.sum(x=b, axis=0), lambda: torch.sum(dim=0), lambda: torch.sum(b, b), lambda: i.sum(0), lambda: i.sum(1),
    lambda: w.mean(0), lambda: w.mean(1, True), lambda: w.mean(dim=-1), lambda: w.mean((0, 1)), lambda: w.mean(dim=0,
    dtype=torch.float64), lambda: i.mean(0), lambda: w.mean(3), lambda: w[:1].sum(0), lambda: w[:, :1].sum(1),
    lambda: w.t().sum(0), lambda: w.t().mean(1), lambda: w[0].sum(0, True), lambda: w[0].mean(-1),
    lambda: torch.cat([w, b]), lambda: torch.cat((w, b), 1), lambda: torch.cat([w, b], dim=1), lambda: torch.cat(tensors=[b,
    w], axis=0), lambda: torch.cat([w, 1]), lambda: torch.cat(w), lambda: torch.cat([]), lambda: torch.cat([w, b], None),
    lambda: torch.cat([b, b], out=torch.zeros(4, 3)), lambda: torch.stack([w, b], -1).shape, lambda: torch.stack((w, b)),
    lambda: torch.stack([w, i]), lambda: torch.stack(w, 0), lambda: w.clamp(0, 1), lambda: w.clamp(min=0),
    lambda: w.clamp(max=b), lambda: w.clamp(None, 1), lambda: w.clamp(b, 5), lambda: w.clamp(b, b + 1), lambda: w.clamp(),
    lambda: w.clamp(0, min=1), lambda: torch.clamp(w, min=0.5, max=None), lambda: w.pow(2), lambda: w.pow(b),
    lambda: w.pow(exponent=2), lambda: torch.pow(2, b), lambda: torch.pow(w, 2.0), lambda: torch.pow(w, True),
    lambda: torch.pow(w), lambda: w.max(0), lambda: w.max(), lambda: w.max(b), lambda: w.max(dim=1, keepdim=True).indices,
    lambda: w.max(dim=None), lambda: torch.where(b > 2, w, b), lambda: torch.where(b > 2, w, 0.0), lambda: torch.where(b > 2),
    lambda: torch.where(condition=b > 2, input=w, other=b), lambda: w.permute((1, 0), 3), lambda: torch.softmax(w, 0),
    lambda: torch.softmax(w, dim=1), lambda: torch.softmax(w, -1, dtype=torch.float64), lambda: w.softmax(0, torch.float64),
    lambda: w.softmax(), lambda: w.softmax("x"), lambda: w.softmax(0, None), lambda: w.add(b, alpha=2), lambda: w.add(1),
    lambda: w.add(other=1), lambda: torch.add(w, b, alpha=0.5), lambda: torch.add(1, w), lambda: w.add(b, 2),
    lambda: w.flatten(0, 1), lambda: w.flatten(start_dim=1).shape, lambda: w.squeeze(0).shape, lambda: w.squeeze((0,
    1)).shape, lambda: w[:1].squeeze(dim=0).shape, lambda: w.unsqueeze(dim=1).shape, lambda: w.expand(2, -1, -1).shape,
    lambda: w.expand(size=(4, 2, 3)).shape, lambda: w.expand(1), lambda: w.repeat(2, 1).shape, lambda: w.repeat(1.5),
    lambda: w.std(0), lambda: w.std(dim=0, correction=0), lambda: w.var(unbiased=False), lambda: w.var(0, True, True),
    lambda: w.norm(), lambda: w.norm(2, 0), lambda: w.norm(dim=1, p=1), lambda: w.argmax(1), lambda: w.argmax(dim=None),
    lambda: w.topk(2).values, lambda: w.topk(k=1, dim=0, largest=False).indices, lambda: w.split(1)[1], lambda: w.chunk(2,
    dim=1)[0], lambda: w.roll(1), lambda: w.roll(shifts=(1, 1), dims=(0, 1)), lambda: w.flip(0), lambda: w.flip(0, 1),
    lambda: w.flip(dims=[1]), lambda: w.cumsum(0), lambda: w.cumsum(dim=1, dtype=torch.float64), lambda: w.any(), lambda:
    i.all(dim=0), lambda: w.isclose(b, rtol=1), lambda: w.gather(0, i % 2), lambda: w.index_select(0, torch.tensor([1])),
    lambda: torch.full_like(w, 2, dtype=torch.int64), lambda: torch.zeros_like(w), lambda: w.type_as(i),
    lambda: w.masked_fill(b > 2, 0), lambda: w.masked_fill(mask=b > 2, value=torch.tensor(9.0)), lambda: w.triu(),
    lambda: w.triu(diagonal=1), lambda: w.exp(1), lambda: w.exp(x=1), lambda: torch.exp(input=w), lambda: torch.exp(w, b),
    lambda: torch.exp(), lambda: torch.exp([1.0]), lambda: torch.exp(b, out=torch.zeros(2, 3)), lambda: w.detach().add_(b,
    alpha=2), lambda: w.detach().clamp_(min=0).sum(0), lambda: torch.relu(w, 1), lambda: torch.tensor(2.0).sum(0),
    lambda: torch.tensor(2.0).mean(-1), lambda: torch.zeros(0, 3).sum(0), lambda: torch.zeros(3, 0).sum(1),
    lambda: torch.zeros(0).sum(0), lambda: torch.zeros(0).mean(0), lambda: torch.tensor([-0.0, -0.0]).sum(0),
]
for number, call in enumerate(calls):
    try:
        print(number, call())
    except Exception as error:
        print(number, type(error).__name__, str(error).split("\n")[0][:150])
for make in [lambda x: x.view(3, 2), lambda x: x.sum(0), lambda x: x.sum(1, True), lambda x: x.mean(0), lambda x: x.mean(1),
             lambda x: x[0, 1], lambda x: x[1, :2], lambda x: x.T, lambda x: x.permute(1, 0), lambda x: x.expand(2, 2, 3),
             lambda x: x.clamp(0, 2), lambda x: x.flip(0), lambda x: x.unsqueeze(0),
             lambda x: x.transpose(dim0=1, dim1=0), lambda x: x.cumsum(dim=1), lambda x: torch.cat([x, b], dim=1)]:
    x = w.detach().clone().requires_grad_()
    y = make(x)
    node = y.grad_fn
    names = ["dim", "keepdim", "index", "start", "end", "step", "dims", "min", "max", "dim0", "dim1"]
    print(node.name(), [(name, getattr(node, "_saved_" + name)) for name in names if hasattr(node, "_saved_" + name)])
    g, = torch.autograd.grad((y ** 3).sum(), x, create_graph=True)
    h, = torch.autograd.grad(g.sum(), x)
    print(g, h)
