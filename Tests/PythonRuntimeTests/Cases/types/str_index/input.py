def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: ('hello'[0]))
show(lambda: ('hello'[-1]))
show(lambda: ('hello'[5]))
show(lambda: ('hello'[-6]))
show(lambda: ('héllo'[1]))
show(lambda: ('日本語'[2]))
show(lambda: ('日本語'[-3]))
show(lambda: ('日本語'[3]))
show(lambda: ('abc'[True]))
show(lambda: ('abc'['a']))
show(lambda: ('abc'[1.0]))
show(lambda: ('abc'[None]))
show(lambda: ('abc'[10**30]))
show(lambda: (''[0]))
