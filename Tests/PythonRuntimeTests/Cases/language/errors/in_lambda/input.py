f = lambda x: x.foo
list(map(f, [1]))
