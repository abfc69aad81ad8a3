# Calls that leave out parameters with defaults, from modules, functions, generators, methods and closures.


def three(a, b=2, c=[3]):
    local = (a, b, c)
    return local


print(three(1), three(1, 5), three(1, 5, 6))


def caller():
    first = three(1)
    second = three(first, 7)
    return first, second, [three(k) for k in range(2)]


print(caller())


def generated(n, step=2):
    for k in range(n):
        yield three(k * step)


print(list(generated(2)), list(generated(2, 3)))


def outer():
    captured = 10

    def inner(a, b=captured, c=None):
        return a + b + captured, c

    return inner


inner = outer()
print(inner(1), inner(1, 2), inner(1, 2, 3))


class Account:
    def __init__(self, owner, balance=5):
        self.owner = owner
        self.balance = balance

    def add(self, amount=1, *, note="-"):
        self.balance += amount
        return self.balance, note

    def scaled(self, by=2, plus=0):
        return self.balance * by + plus


account = Account("a")
print(account.add(), account.add(3), account.add(note="n"), account.scaled(), account.scaled(3), account.scaled(3, 1))
bound = account.scaled
print(bound(), bound(5))


def depth(n, total=0):
    if n == 0:
        return total
    return depth(n - 1) + 1


print(depth(200))


def endless(n, m=1):
    return endless(n + 1)


try:
    endless(0)
except RecursionError as error:
    print(error)

for arguments in ((), (1, 2, 3, 4)):
    try:
        three(*arguments)
    except TypeError as error:
        print(error)
try:
    three()
except TypeError as error:
    print(error)


def changing(a, b=1):
    return a, b


print(changing(0))
changing.__defaults__ = (8, 9)
print(changing(), changing(0))
changing.__defaults__ = None
try:
    changing(0)
except TypeError as error:
    print(error)


def shadowed(a, b=2):
    global shadowed
    shadowed = None
    return a + b


print(shadowed(1), shadowed)


# Items of lists.
values = [0, 1, 2]


def store(items, index, value):
    items[index] = value
    return items


print(store(values, 0, "a"), store(values, -1, values is None), store(values, True, [1]))
for index in (3, -4, "x", 1.0):
    try:
        store(values, index, None)
    except (IndexError, TypeError) as error:
        print(error)
values[1] = values
print(values)


class Loud:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


holder = [Loud("one"), Loud("two")]
holder[0] = holder[1]
holder[1] = 3
print(holder)


class Items(list):
    def __setitem__(self, index, value):
        print("setting", index, value)
        super().__setitem__(index, value)


items = Items([1, 2])
items[0] = 5
print(items)


def unbound():
    values[0] = missing
    missing = 1


try:
    unbound()
except UnboundLocalError as error:
    print(error)
