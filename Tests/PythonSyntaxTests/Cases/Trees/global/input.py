def f():
    global x
    x = 2
