def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

a = [1]
a.append(a)
print(a)
d = {}
d['d'] = d
print(d)
t = ([],)
t[0].append(t)
print(t)
print([[], [[]], {}, (), set(), ''])
print([1.0, 1e100, -0.0, float('nan'), 10**30, True, None, ...])
print([print, len] == [print, len])
print(['a\nb', "it's", '"', '\\'])
