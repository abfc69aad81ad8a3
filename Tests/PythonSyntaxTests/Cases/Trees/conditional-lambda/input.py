f = lambda x: x if x else y
g = (lambda: 1) if a else (lambda: 2)
