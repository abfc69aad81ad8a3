def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

a = {1, 2, 3}
b = a
a |= {4}
a &= {2, 3, 4, 5}
a -= {2}
a ^= {3, 9}
print(sorted(a), a is b)
f = frozenset([1])
g = f
f |= {2}
print(sorted(f), sorted(g), type(f).__name__)
try:
    a |= [1]
except TypeError as e:
    print(e)
try:
    for x in a:
        a.add(x + 100)
except RuntimeError as e:
    print(e)
print({1, 2, 3}.issuperset({1}), {1} >= set(), set() < {1})
print({1, 2} & {2} == {2}, {1}.union(), {1, 2}.intersection({1}, {1, 3}))
