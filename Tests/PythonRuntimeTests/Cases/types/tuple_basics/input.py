def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (()))
show(lambda: ((1,)))
show(lambda: ((1, 2)))
show(lambda: ((1, 2) + (3,)))
show(lambda: ((1, 2) * 2))
show(lambda: (2 * (1,)))
show(lambda: ((1, 2) == (1, 2)))
show(lambda: ((1, 2) < (1, 3)))
show(lambda: ((1, 2) == [1, 2]))
show(lambda: ((1, 2)[0]))
show(lambda: ((1, 2)[-1]))
show(lambda: ((1, 2)[2]))
show(lambda: ((1, 2)['a']))
show(lambda: ((1, 2, 3)[1:]))
show(lambda: ((1, 2, 3)[::-1]))
show(lambda: (1 in (1, 2)))
show(lambda: (len((1, 2))))
show(lambda: ((1, 2).count(1)))
show(lambda: ((1, 2).index(2)))
show(lambda: ((1, 2).index(3)))
show(lambda: ((1, 2, 1).index(1, 1)))
show(lambda: (hash((1, 2)) == hash((1, 2))))
show(lambda: (hash((1, [2]))))
show(lambda: ((1,) + [2]))
show(lambda: ((1,) + 1))
show(lambda: ((1,) * 'a'))
show(lambda: ((1,) < 1))
show(lambda: ((1, 'a') < (1, 2)))
show(lambda: (tuple([1, 2])))
show(lambda: (tuple('ab')))
show(lambda: (tuple()))
show(lambda: (tuple(1)))
show(lambda: (tuple([1], [2])))
show(lambda: (tuple(x for x in range(3))))
show(lambda: ((1, 2).foo))
show(lambda: ((1, 2).append(3)))
show(lambda: ((1, 2).__len__()))
show(lambda: (bool(()), bool((0,))))
show(lambda: (type(()).__name__))
show(lambda: (max((3, 1)), min((3, 1)), sum((1, 2))))
show(lambda: (((1, 2), (3, (4,)))))
show(lambda: ((1, 2) * -1))
show(lambda: ((1, 2) != (1,)))
show(lambda: ((1, 2) - (1,)))
show(lambda: (hash((1, 2, 3))))
show(lambda: (hash(())))
show(lambda: (hash((1.5, -1, 2**70, True))))
t = (1, 2)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
a, *b = (1, 2, 3)
print(a, b)
try:
    a, b = (1, 2, 3)
except ValueError as e:
    print(e)
try:
    a, b, c, d = (1, 2, 3)
except ValueError as e:
    print(e)
