def nat():
    n = 0
    while True:
        yield n
        n += 1
def take(k, it):
    for _, v in zip(range(k), it): yield v
print(list(take(5, nat())), [v for v in take(3, (x * x for x in nat()))])
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib()
print([next(f) for _ in range(15)])
