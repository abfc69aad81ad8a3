import torch
def tried(x, *shapes):
    for shape in shapes:
        try:
            print(torch.unravel_index(x, shape))
        except Exception as e:
            print(type(e).__name__, e)

sizes = (0, -1, 1, 10**9, 2**63 - 1, 2**63, True, (), (0,), (0, 1), [1, -1], (2, 2, 2), (3, 2**62), (2, 2**62, 4), (2**62, 4, 4), (2, 2**63, 1), (-2**62, -4))
tried(torch.tensor(5), *sizes)
tried(torch.tensor([3, 7]), *sizes)
tried(torch.empty(0, dtype=torch.int64), 3, (2, 0), (2, 3))
tried(torch.tensor([-1, -2**63, 2**63 - 1]), (3, 5), 2**63 - 1, 1)
tried(torch.tensor([7], dtype=torch.int32), (3, 5))
tried(torch.tensor(7), "x", 1.5, None, ["a"], (1.5,), torch.tensor([1]), torch.Size((3, 4)))
tried(torch.tensor([True]), 2)
tried(torch.tensor([1.0]), 2)
