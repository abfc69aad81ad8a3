def m(x):
    match x:
        case []: return "empty"
        case [a]: return ("one", a)
        case [1, b]: return ("one-", b)
        case (a, b): return ("two", a, b)
        case [a, *rest, z]: return (a, rest, z)
print([m(v) for v in ([], [5], (1, 2), [3, 4], range(5), "ab", [1, [2]], {1: 2}, 5)])
match [1, [2, 3], 4]:
    case [a, [b, *c], d]: print(a, b, c, d)
match (1, 2, 3):
    case [*_]: print("any")
