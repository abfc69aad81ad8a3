def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

a = [0, 1, 2, 3, 4, 5]
show(lambda: (a[1:3]))
show(lambda: (a[:]))
show(lambda: (a[::-1]))
show(lambda: (a[::2]))
show(lambda: (a[5:1:-2]))
show(lambda: (a[-3:]))
show(lambda: (a[10:]))
show(lambda: (a[:-2]))
show(lambda: (a[2:2]))
show(lambda: (a[::0]))
show(lambda: (a['a':]))
show(lambda: (a[1:2.5]))
show(lambda: (a[slice(1, 4)]))
show(lambda: (a[None:None:None]))
