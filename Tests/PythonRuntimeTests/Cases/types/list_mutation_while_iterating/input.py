def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

a = [1, 2, 3]
out = []
for x in a:
    out.append(x)
    if len(a) < 6:
        a.append(x * 10)
print(out, a)
a = [1, 2, 3, 4]
for x in a:
    a.remove(x)
print(a)
it = iter([1, 2])
print(next(it), next(it), next(it, 'end'))
print(list(it))
b = [1, 2, 3]
r = reversed(b)
b.append(4)
print(list(r))
