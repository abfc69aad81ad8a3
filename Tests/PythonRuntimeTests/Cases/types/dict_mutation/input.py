def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

d = {}
d['b'] = 1
d['a'] = 2
d['b'] = 3
print(d)
del d['b']
d['b'] = 4
print(d)
try:
    del d['zz']
except KeyError as e:
    print(repr(e))
d |= {'z': 1}
print(d)
d |= [('y', 2)]
print(d)
try:
    for k in d:
        d[k + 'x'] = 1
except RuntimeError as e:
    print(e)
try:
    for k in d:
        del d[k]
except RuntimeError as e:
    print(e)
for k in d:
    d[k] = 0
print(d)
for k in list(d):
    del d[k]
print(d)
try:
    d[[1]] = 2
except TypeError as e:
    print(e)
e = {i: i * i for i in range(20)}
for i in range(0, 20, 2):
    del e[i]
print(e)
e[0] = 'again'
print(list(e))
try:
    for k, v in e.items():
        e.clear()
except RuntimeError as x:
    print(x)
