def f():
    def g():
        nonlocal_ = 1
        return g
    return g()
