def numbers(n):
    for i in range(n): yield i
def keep(pred, it): return (x for x in it if pred(x))
def scale(k):
    def apply(it):
        for x in it: yield x * k
    return apply
def compose(*fs):
    def run(x):
        for f in fs: x = f(x)
        return x
    return run
print(list(compose(lambda n: numbers(n), lambda it: keep(lambda x: x % 2, it), scale(10))(8)))
