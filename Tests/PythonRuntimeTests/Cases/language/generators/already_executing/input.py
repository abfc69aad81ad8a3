def g():
    yield next(i)
i = g()
try: next(i)
except ValueError as e: print(e)
