# Messages of the interpreter name a type written in C with its module, and one of Python code without.
import collections
import datetime
import decimal
import functools
import itertools
import numpy as np
import torch


class Own(collections.deque):
    pass


objects = [
    torch.float32, torch.device("cpu"), torch.Generator(), torch.ones(2).shape, torch.strided, torch.contiguous_format,
    torch.finfo(torch.float32), torch.iinfo(torch.int8), torch.max(torch.ones(2, 2), 0), torch.nn.Linear(1, 1),
    torch.nn.Parameter(torch.ones(1)), np.ones(2), np.float32(1), collections.deque([1]), collections.OrderedDict(),
    collections.Counter(), collections.defaultdict(int), datetime.date(2020, 1, 1), datetime.timedelta(1),
    decimal.Decimal(1), functools.partial(print), itertools.chain([1]), Own(), 1.5, "text",
]
attempts = [
    lambda v: v.missing, lambda v: v(), lambda v: [][v], lambda v: "a" + v if not isinstance(v, (str, np.ndarray)) else 1 + [],
    lambda v: "".join([v, 1]), lambda v: next(v) if not isinstance(v, itertools.chain) else [][v],
    lambda v: {}[[v]], lambda v: [1] + v if not isinstance(v, (np.ndarray, np.float32, torch.Tensor)) else [][{}],
    lambda v: hash(v) and None.v,
]
for thing in objects:
    for attempt in attempts:
        try:
            print(type(attempt(thing)).__name__)
        except Exception as error:
            print(f"{type(error).__name__}: {error}")
