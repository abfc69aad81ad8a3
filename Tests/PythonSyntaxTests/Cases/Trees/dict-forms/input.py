{'a': 1, **b, 'c': lambda: 1}
{(1, 2): 3}
{a if b else c: d}
{**{}, **{}}
{'a': x if y else z}
{1: (yield_)}
