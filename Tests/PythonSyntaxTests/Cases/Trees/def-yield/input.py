def f():
    yield
    yield 1
    yield 1, 2
    x = yield
    x = yield 1
    x += yield y
    yield from g()
    z = yield from g()
    return (yield)
    print((yield 1))
    x: int = yield 3
    (yield)
    [(yield)]
    yield *a, b
