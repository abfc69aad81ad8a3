import torch


def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


m = torch.tensor([[1.0, 2], [3, 4]])
show(lambda: torch.einsum(m, [0, 1], [1, 0]))
show(lambda: torch.einsum(m, [0, 1], torch.tensor([1.0, 2]), [1]))
show(lambda: torch.einsum(m, [0, 0]))
show(lambda: torch.einsum(torch.ones(2, 3, 4), [..., 0], torch.ones(4, 5), [0, 30], [..., 30]).shape)
show(lambda: torch.einsum(torch.ones(2, 3), [0, 52]))
show(lambda: torch.einsum(torch.ones(2, 3), [0, -1]))
show(lambda: torch.einsum(torch.ones(2, 3), [0, 1], [2]))
show(lambda: torch.einsum(torch.ones(2, 3), (0, 1), (1,)))
show(lambda: torch.einsum(torch.ones(2, 3)))
show(lambda: torch.einsum(torch.ones(2, 3), [0, "a"]))
for named in (torch.nn.Parameter, torch.tensor(1.0), torch.nn.Linear(1, 1), torch.nn.Linear, 3, torch.float32,
              torch.nn.functional.relu, [1], torch):
    print(torch.typename(named))
