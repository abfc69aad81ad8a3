def f(*args, **keywords):
    return args, keywords


def two(a, b=2):
    return a, b


def generator(*args):
    yield from args


class Doubled(list):
    def __iter__(self):
        return iter([x * 2 for x in list.__iter__(self)])


class Pair(tuple):
    def __iter__(self):
        return iter("pair")


class Made:
    def __init__(self, *args):
        self.args = args

    def method(self, *args):
        return self.args, args


a = [1, 2]
print(f(*a), f(*(3, 4)), f(*"xy"), f(*{5: 6}), f(*range(3)), f(*(x for x in a)), f(*[]), f(*()))
print(f(*Doubled(a)), f(*Pair(a)), two(*a), two(*[1]))
# What the star stands before is looked at when the call is made, behind the keywords.
print(f(*a, last=a.append(3)), a)
print(f(*a, **{"k": 1}), f(0, *a), f(*a, 4), f(*a, *a))
print(list(generator(*a)), Made(*a).args, Made(*a).method(*a), max(*a), [*a, *()], (*a,))
kept = f(*a)[0]
a.append(4)
print(kept, (lambda *x: x)(*a))


def count(n, *rest):
    return n if n == 0 else 1 + count(*[n - 1], *rest)


def down(n):
    return 0 if n == 0 else down(*[n - 1])


print(count(200), down(200))


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


def unbound():
    if False:
        values = 1
    return f(*values)


def endless(n):
    return endless(*[n + 1])


attempt(lambda: f(*5))
attempt(lambda: f(*None, k=1))
attempt(lambda: two(*[1, 2, 3]))
attempt(lambda: two(*[]))
attempt(lambda: two(*[1], a=1))
attempt(lambda: max(*3))
attempt(lambda: (5)(*a))
attempt(lambda: missing(*a))
attempt(lambda: f(*missing))
attempt(unbound)
attempt(lambda: f(*(1 / x for x in [1, 0])))
attempt(lambda: endless(0))
two(*[1, 2, 3])
