# Loops whose targets take the parts of what enumerate, zip and the items of dictionaries give.

for index, letter in enumerate("abc"):
    print(index, letter)
for index, letter in enumerate("ab", start=5):
    print(index, letter)


def in_function(names, values):
    found = []
    for name, value in zip(names, values):
        found.append((name, value))
    for index, (name, value) in enumerate(zip(names, values)):
        found.append([index, name, value])
    for name, value in {"x": 1, "y": [2]}.items():
        found.append({name: value})
    for a, b, c in zip(names, values, range(9)):
        found.append((c, b, a))
    for (only,) in zip(names):
        found.append(only)
    for [left, right] in zip(names, values):
        found.append(left * right)
    for first, *rest in zip(names, values, names):
        found.append((first, rest))
    return found


print(in_function(["n", "m", "k"], [1, 2]))
print({b: a for a, b in enumerate("xy")}, [(k, v) for k, v in {1: 2}.items() if v], set(a for a, _ in zip("qq", "rs")))

# A pair that a variable keeps stays whole.
for pair in enumerate("ab"):
    a, b = pair
    print(pair, a, b)


def kept():
    pairs = []
    for pair in zip("ab", "cd"):
        a, b = pair
        pairs.append(pair)
    return pairs, pair


print(kept())

holder = {}
for holder["k"], holder["v"] in enumerate("z"):
    print(holder)


class Point:
    pass


point = Point()
for point.x, point.y in zip((1, 2), (3, 4)):
    print(point.x, point.y)

for source in (enumerate("ab"), zip("ab", "cd"), {"a": 1}.items()):
    try:
        for a, b, c in source:
            print(a)
    except ValueError as error:
        print(error)
for source in (zip("ab", "cd", "ef"), zip("ab")):
    try:
        for a, b in source:
            print(a)
    except ValueError as error:
        print(error)
for a, b in zip():
    print("never")

growing = {"a": 1, "b": 2}
try:
    for key, value in growing.items():
        print(key, value)
        growing[key * 2] = value
except RuntimeError as error:
    print(error)

for key, value in reversed({"a": 1, "b": 2}.items()):
    print(key, value)
removed = {k: k * k for k in range(6)}
del removed[0], removed[3]
for key, value in removed.items():
    print(key, value)

try:
    for a, b in zip("abc", "ab", strict=True):
        print(a, b)
except ValueError as error:
    print(error)


def failing():
    yield 1
    raise KeyError("in the source")


try:
    for a, b in zip("xyz", failing()):
        print(a, b)
except KeyError as error:
    print(error)


class Numbered:
    def __init__(self, values):
        self.values = enumerate(values)

    def __iter__(self):
        return self

    def __next__(self):
        index, value = next(self.values)
        return value, index


for value, index in Numbered("pq"):
    print(value, index)


def stepwise(values):
    for index, value in enumerate(values):
        received = yield index, value
        if received:
            print("received", received)


steps = stepwise("ab")
print(next(steps), steps.send("s"), list(steps))

values = [1, 2, 3]
for index, value in enumerate(values):
    if value == 2:
        values.append(9)
    values[index] = value * 10
print(values)
for values, index in zip(values, values):
    pass
print(values, index)


def parted():
    for index, value in enumerate([1, 0]):
        print(1 / value)


parted()
