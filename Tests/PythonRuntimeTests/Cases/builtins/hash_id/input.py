def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (hash('a') == hash('a')))
show(lambda: (hash(1) == hash(1.0) == hash(True)))
show(lambda: (hash([])))
show(lambda: (hash({})))
show(lambda: (hash(set())))
show(lambda: (hash(len) == hash(len)))
show(lambda: (hash()))
show(lambda: (hash(None) == hash(None)))
show(lambda: (id([]) != 0))
show(lambda: (id()))
class A: pass
a = A()
show(lambda: (hash(a) == hash(a)))
show(lambda: ({a: 1}[a]))
