[lambda: x for x in y]
[x for x in y if (lambda: z)()]
f(lambda x: x for x in y)
