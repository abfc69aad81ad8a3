def show(*values, **names):
    print(values, names)


def heard(value):
    print("heard", value)
    return value


# The order in which arguments are evaluated, and what stands where.
show(heard(1), heard(2), *heard([3, 4]), heard(5), a=heard(6), **heard({"b": 7}), c=heard(8))
show(a=1, *[2], **{})
show(**{"a": 1})
show(**{})
show(*range(3), **dict(a=1, b=2))
show(1, **{"a": 1}, **{"b": 2})
show(*list(range(40)), **{"n%d" % i: i for i in range(20)})
show(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, *[18], 19)
show(a=0, b=1, c=2, d=3, e=4, f=5, g=6, h=7, i=8, j=9, k=10, l=11, m=12, n=13, o=14, p=15, q=16, r=17, **{"s": 18})


# What is passed is a dict of its own.
def change(**names):
    names["added"] = True
    return names


given = {"a": 1}
print(change(**given), given)
items = [1, 2]


def grow(*values):
    items.append(3)
    return values


print(grow(*items), items)


class Mapping:
    def keys(self):
        print("keys")
        return ["x", "y"]

    def __getitem__(self, key):
        print("item", key)
        return key * 2


show(**Mapping())
show(1, **Mapping(), z=heard(3))


class Names(dict):
    def keys(self):
        return ["other"]


show(**Names(a=1))


def attempt(call):
    try:
        call()
    except TypeError as error:
        print(error)


attempt(lambda: show(**{1: 2}))
attempt(lambda: show(**{"a": 0, 1: 2}))
attempt(lambda: show(**3))
attempt(lambda: show(*3))
attempt(lambda: show(a=1, **{"a": 2}))
attempt(lambda: show(**{"a": 2}, **{"a": 3}))
attempt(lambda: change(1, **{"a": 2}))
attempt(lambda: heard(1, **{"value": 2}))
attempt(lambda: heard(**{"other": 2}))
attempt(lambda: len(**{"obj": []}))
attempt(lambda: print(*["a", "b"], **{"sep": "-", "end": "!\n"}))


class Callee:
    def __init__(self, *values, **names):
        self.values, self.names = values, names

    def __call__(self, *values, **names):
        return self.values + values, {**self.names, **names}


print(Callee(1, *[2], **{"a": 3})(*[4], b=5, **{"c": 6}))
print(sorted([3, 1, 2], **{"reverse": True}))


def steps(*values, **names):
    yield from values
    yield names


print(list(steps(*"ab", **{"c": 1})))
