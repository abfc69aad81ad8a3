def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

a = [0, 1, 2, 3, 4, 5]
a[0] = 'x'
print(a)
a[-1] = 'y'
print(a)
a[1:3] = [9]
print(a)
a[1:1] = [7, 8]
print(a)
a[::2] = 'abcd'
print(a)
a[:] = range(4)
print(a)
a[1:3] = []
print(a)
a[10:] = [5]
print(a)
a[3:1] = [6]
print(a)
del a[0]
print(a)
del a[-1]
print(a)
a = list(range(10))
del a[::3]
print(a)
del a[2:4]
print(a)
del a[::-2]
print(a)
a = [1, 2, 3]
a[1:2] = a
print(a)
a += [1]
print(a)
a += 'xy'
print(a)
a *= 2
print(a)
b = a
b += (5,)
print(a is b, len(a))
show(lambda: (a.__setitem__(100, 1)))
show(lambda: (a.__setitem__('a', 1)))
show(lambda: (a.__setitem__(slice(0, 4, 2), [1])))
show(lambda: (a.__setitem__(slice(0, 2), 5)))
show(lambda: (a.__delitem__(100)))
show(lambda: (a.__delitem__('x')))
show(lambda: (a.__iadd__(5)))
try:
    a += 5
except TypeError as e:
    print(e)
try:
    a[100] = 1
except IndexError as e:
    print(e)
try:
    del a[100]
except IndexError as e:
    print(e)
try:
    a[0:1] = 5
except TypeError as e:
    print(e)
try:
    a[::2] = [1]
except ValueError as e:
    print(e)
