import torch
def show(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
t = torch.tensor
for places, shape in [
    (t(4), (3, 2)), (t([4, 1]), (3, 2)), (t([[22, 41], [37, 5]]), (7, 6)), (t([1621]), (6, 7, 8, 9)),
    (t([-1, -7]), (3, 2)), (t([7]), (3, 2)), (t([3]), 6), (t([3]), ()), (t([3], dtype=torch.uint8), [3, 2]),
    (t([3]), torch.Size([3, 2])), (torch.empty(0, dtype=torch.int64), (3, 2)), (t([1.5]), (3, 2)), (t([True]), (3, 2)),
    (t([3]), (-1, 2)), ([3], (3, 2)), (t([3]), (0, 2)), (t([3]), (3, 2.0)), (t([3]), 'a'),
]:
    show(lambda: torch.unravel_index(places, shape))
