# Slices and elements that are combined with others where an index says: which errors there are, how halves are rounded,
# and what counts as a line of one element.
import warnings

import torch

warnings.simplefilter("ignore")


def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])


ones = torch.ones
for dtype in (torch.int64, torch.int32):
    for shape in ((3,), (3, 3), (2, 3, 4), (2, 3, 4, 5), (3, 1), (1, 3)):
        for dim in range(len(shape)):
            sizes = list(shape)
            sizes[dim] = 1
            print(dtype, shape, dim)
            for place in (7, -1):
                index = torch.tensor([place], dtype=dtype)
                show(lambda: torch.zeros(shape).index_add(dim, index, ones(sizes)))
                show(lambda: torch.zeros(shape).index_add_(dim, index, ones(sizes)))
                show(lambda: torch.zeros(shape).index_add(dim, index, ones(sizes), alpha=2))
                show(lambda: torch.zeros(shape).index_reduce(dim, index, ones(sizes), "amax"))
show(lambda: torch.zeros(3, 3).index_add(0, torch.tensor([0, 8, 9]), ones(3, 3)))
show(lambda: torch.zeros(3, 0).index_add(0, torch.tensor([8]), ones(1, 0)))
show(lambda: torch.zeros(2, 0, 3).index_add(1, torch.tensor([8]), ones(2, 1, 3)))
show(lambda: torch.zeros(3, 6)[:, ::2].index_add(0, torch.tensor([8]), ones(1, 3)))
show(lambda: torch.zeros(()).index_add(0, torch.tensor([0]), ones(1)))
show(lambda: torch.zeros(()).index_add(0, torch.tensor([0]), ones(())))
show(lambda: torch.zeros(1).index_add(0, torch.tensor(0), ones(())))
show(lambda: torch.zeros(3, 3).index_add(0, torch.tensor(0), ones(())))
show(lambda: torch.zeros(3, 3).index_add(0, torch.tensor([0]), ones(1, 2)))
show(lambda: torch.zeros(3, 3).index_add(0, torch.tensor([0]), ones(3)))

# Ones are added to halves until they are rounded away, or not.
for dtype in (torch.half, torch.bfloat16):
    many = torch.zeros(3000, dtype=torch.int64)
    x, source = torch.zeros(2, 2, dtype=dtype), ones(3000, 2, dtype=dtype)
    print(x.index_add(0, many, source), x.index_add(1, many, source.t()), x.index_add(0, many.int(), source))
    print(x.index_add(0, many, source, alpha=2), x[0].index_add(0, many, source[:, 0]))
    print(torch.zeros(2, 2, 2, dtype=dtype).index_add(1, many, ones(2, 3000, 2, dtype=dtype)))
    print(x.index_reduce(0, many, source, "mean"), x.index_reduce(1, many, source.t() * 2, "mean", include_self=False))

# Without dimensions there is one element.
zero, one = torch.zeros(()), torch.tensor(0)
for x, index, source in (
    (zero, one, torch.tensor(2.0)),
    (zero, torch.tensor([0]), torch.tensor([2.0])),
    (zero, one, torch.tensor([2.0])),
    (zero, torch.tensor([0]), torch.tensor(2.0)),
    (zero, torch.tensor([0, 0]), torch.tensor([1.0, 2.0])),
    (zero, torch.tensor([0, 0, 0]), torch.tensor([1.0, 2.0])),
    (zero, torch.tensor([[0]]), torch.tensor([[1.0]])),
    (zero, torch.tensor(1), torch.tensor(2.0)),
    (torch.zeros(3), one, torch.tensor(2.0)),
    (torch.zeros(3), torch.tensor([0]), torch.tensor(2.0)),
    (torch.zeros(3), torch.tensor([0, 1]), torch.tensor(2.0)),
    (torch.zeros(3), torch.tensor(1), torch.tensor([2.0, 3.0])),
    (torch.zeros(2, 2), torch.tensor([[0, 1]]), torch.tensor(2.0)),
    (torch.zeros(2, 2), one, torch.tensor(2.0)),
):
    show(lambda: torch.scatter(x, 0, index, source))
    show(lambda: torch.scatter(x, 0, index, 7.0))
    show(lambda: torch.scatter_add(x, 0, index, source))
    show(lambda: torch.scatter(x, 0, index, source, reduce="multiply"))
    show(lambda: torch.scatter_reduce(x, 0, index, source, "amax", include_self=False))
    show(lambda: x.clone().scatter_(0, index, source))

# Every type and rule, over slices of one, few and many elements, with numbers that are equal, infinite or none.
torch.manual_seed(13)
special = [float("inf"), -float("inf"), float("nan"), 1.0, -1.0, 0.0, 2.0]
types = (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8)
for dtype in types + (torch.uint8, torch.bool):
    for shape in ((9,), (6, 5), (6, 40), (3, 6), (2, 6, 3), (2, 3, 6, 17)):
        dim = min(len(shape) - 1, 1) if shape[0] < 6 else 0
        size = shape[dim]
        sizes = list(shape)
        sizes[dim] = 2 * size
        index = torch.randint(0, size - 1, (2 * size,))
        x, source = torch.randint(-5, 120, shape).double(), torch.randint(-5, 120, sizes).double()
        if dtype.is_floating_point:
            for t in (x, source):
                chosen = torch.rand(t.shape) < 0.2
                t[chosen] = torch.tensor(special)[torch.randint(0, 7, (int(chosen.sum()),))].double()
        x, source = x.to(dtype), source.to(dtype)
        spread = index.reshape([-1 if k == dim else 1 for k in range(len(shape))]).expand(sizes)
        for name in ("prod", "mean", "amax", "amin"):
            for include in (True, False):
                print(dtype, shape, name, include)
                for call in (
                    lambda: x.index_reduce(dim, index, source, name, include_self=include),
                    lambda: x.scatter_reduce(dim, spread, source, name, include_self=include),
                    lambda: x.index_add(dim, index, source),
                ):
                    try:
                        found = call().double()
                        print(found.nan_to_num(5, 6, 7).sum().item(), (torch.signbit(found) & ~found.isnan()).sum().item(), found.isnan().sum().item())
                    except Exception as error:
                        print(type(error).__name__, str(error).split("\n")[0])
