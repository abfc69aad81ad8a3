def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

x = 5
print(globals()['x'], 'x' in globals(), '__name__' in globals())
def f(a):
    b = 2
    return sorted(locals().items())
print(f(1))
globals()['made'] = 7
print(made)
