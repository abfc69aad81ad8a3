def f():
    counter = 1
    return couner
f()
