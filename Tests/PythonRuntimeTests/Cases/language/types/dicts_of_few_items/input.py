# Up to eight items and beyond, with items taken out at every place.
for size in range(0, 12):
    table = {i: str(i) for i in range(size)}
    print(size, list(table), [table.get(i) for i in range(-1, size + 1)])
    for gone in range(size):
        copy = dict(table)
        del copy[gone]
        copy[gone] = "again"
        copy["new"] = 1
        print(list(copy.items()), gone in copy, len(copy))

queue = {}
for i in range(30):
    queue[i] = i
    if len(queue) > 5:
        print(next(iter(queue)), queue.pop(next(iter(queue))), queue.popitem(), list(queue))


# Keys of one hash, equal to each other or not.
class Key:
    def __init__(self, name, same):
        self.name, self.same = name, same

    def __hash__(self):
        return 7

    def __eq__(self, other):
        print("compare", self.name, getattr(other, "name", other))
        return isinstance(other, Key) and self.same == other.same

    def __repr__(self):
        return self.name


table = {Key("a", 1): 1, Key("b", 2): 2, Key("c", 1): 3}
print(table, len(table))
print(7 in table, table.get(Key("d", 2)))
table[7] = "number"
print(table[7.0], list(table))

# Numbers that are equal are one key, of whatever type.
table = {1: "int", True: "bool", 1.0: "float", 0: "zero", False: "no", -0.0: "minus"}
print(table)
table = {"a": 1, b"a": 2, ("a",): 3, None: 4, (): 5, frozenset("a"): 6, 2**70: 7, 1 + 2j: 8, "b": 9}
print(table, table[(None, ("a",))[1]], table[2**70], table[None], b"b" in table)

# Strings that are equal but not the same object.
table = {"".join(["ke", "y"]): 1}
table["key"] += 1
print(table, table["k" + "ey"])

# Changes while it is walked through.
for number in (3, 8, 9):
    table = dict.fromkeys(range(number))
    try:
        for key in table:
            table[number + key] = None
    except RuntimeError as error:
        print(number, error, len(table))
    table = dict.fromkeys(range(number))
    try:
        for key in table:
            del table[key]
    except RuntimeError as error:
        print(number, error, len(table))
    table = dict.fromkeys(range(number))
    for key in table:
        table[key] = key
    print(table)


class Weird:
    def __init__(self, table):
        self.table = table

    def __hash__(self):
        return hash("x")

    def __eq__(self, other):
        self.table["added by comparing"] = 1
        return False


table = {"x": 1}
print(table.get(Weird(table)), sorted(table))


class Point:
    pass


p = Point()
for name in "abcdefghijkl":
    setattr(p, name, name.upper())
for name in "adgj":
    delattr(p, name)
print(vars(p), hasattr(p, "a"), p.b)
p.a = 0
print(list(vars(p)))
