# One place in the code sees variables of modules come, change and go.
import math
import sys

import helper
import made


def root(module, x):
    return module.sqrt(x)


def keyword(module, x):
    return module.sqrt(x=x)


def attribute(module):
    return module.value


class Other:
    def sqrt(self, x):
        return "method", x

    value = "of a class"


for _ in range(3):
    print(root(math, 4.0))

native = math.sqrt
for replacement in (abs, lambda x: ("replaced", x), native):
    math.sqrt = replacement
    print(root(math, 9.0), root(math, 9.0))

del math.sqrt
try:
    root(math, 1.0)
except AttributeError as error:
    print(error)
math.sqrt = native
print(root(math, 16.0))

# The same place with modules of all kinds, and with what is no module.
made.sqrt = lambda x: ("made", x)
for module in (helper, math, made, Other(), helper, Other(), math, made, helper):
    print(root(module, 25.0))

print(attribute(helper), attribute(helper))
helper.value = 2
print(attribute(helper))
helper.change(3)
print(attribute(helper), keyword(helper, 2.0))
del helper.value
try:
    print(attribute(helper))
except AttributeError as error:
    print(error)
for thing in (Other(), Other(), helper):
    try:
        print(attribute(thing))
    except AttributeError as error:
        print(error)
helper.value = 4
print(attribute(helper))

# Names are deleted and added until the table is laid out anew.
for n in range(40):
    setattr(made, f"name{n}", n)
for n in range(0, 40, 2):
    delattr(made, f"name{n}")
for n in range(40, 80):
    setattr(made, f"name{n}", n)
    assert root(made, n) == ("made", n)
print(made.name79, root(made, 1))


# The function in a variable replaces the variable while it runs.
def once(x):
    made.sqrt = None
    return "once", x, calls


calls = 1
made.sqrt = once
once = None
print(root(made, 2))
try:
    root(made, 3)
except TypeError as error:
    print(error)


def closing(word):
    def inner(x):
        made.sqrt = abs
        return word, x

    made.sqrt = inner


closing("closed")
print(root(made, -4), root(made, -4))

# Too many, too few and named arguments.
for call in (lambda: math.sqrt(), lambda: math.sqrt(1, 2), lambda: math.sqrt(x=1), lambda: helper.sqrt(), lambda: helper.sqrt(1, 2)):
    try:
        call()
    except TypeError as error:
        print(error)
print(sys.modules["helper"].sqrt(49))
