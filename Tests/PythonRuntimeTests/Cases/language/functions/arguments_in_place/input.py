# What a caller keeps while a call runs, and what the callee does to its parameters.
def inner(a, b=2, *rest, c=3):
    a = [a]
    b = rest or b
    return a, b, c
def plain(a, b):
    a, b = b, a
    later = [a, b]
    return later
def outer(x, y):
    kept = plain(x, plain(y, x))
    return [plain(x, y), inner(x), inner(x, y, kept, c=plain(y, y)), kept, x, y]
print(outer([1], {"k": 2}))
def deep(n, text):
    if n == 0:
        return text
    other = deep(n - 1, text + str(n)) + deep(0, text)
    return other if n > 1 else (other, text)[0]
print(deep(3, "_"))
def unset(n):
    if n:
        local = n
    try:
        return local
    except UnboundLocalError as error:
        return str(error)
def caller():
    first = unset(5)
    return first, unset(0), unset([]), unset("x")
print(caller())
def gone(n):
    del n
    return n
def walk(tree):
    if isinstance(tree, int):
        yield tree
        return
    for branch in tree:
        yield from walk(branch)
def total(tree):
    return sum(walk(tree)) + max(walk(tree)) * len(list(walk(tree)))
print(total([1, [2, [3, 4]], 5]))
class Node:
    def __init__(self, value, *children):
        self.value, self.children = value, children
    def sum(self):
        return self.value + self.rest(0)
    def rest(self, index):
        if index == len(self.children):
            return 0
        return self.children[index].sum() + self.rest(index + 1)
print(Node(1, Node(2, Node(3)), Node(4)).sum())
def concatenated(a, b):
    return a + b
def repeated(a, b):
    return a * b
def without(a, b):
    return a - b
print(concatenated([1], [2]), repeated("ab", 3), without({1, 2}, {2}), concatenated(2 ** 62, 2 ** 62), repeated(1.5, 2))
print((lambda a, b: a + b)("x", "y"), (lambda n: n * n)(10 ** 10), sorted([3, 1, 2], key=lambda n: 0 - n))
def thrower(a, b):
    return concatenated(a, b)
try:
    thrower(1, "x")
except TypeError as error:
    print(error)
def swallow(a):
    try:
        return thrower(a, None)
    except TypeError:
        return concatenated(a, a)
print(swallow("s"), swallow(4))
print(gone(1))
