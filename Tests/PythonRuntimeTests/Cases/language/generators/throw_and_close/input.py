def g():
    try:
        yield 1
        yield 2
    except ValueError as e:
        print("caught", e)
        yield "recovered"
    finally:
        print("finally")
i = g()
next(i)
print(i.throw(ValueError("v")))
try: next(i)
except StopIteration: print("stop")
j = g()
next(j)
j.close()
print(list(j))
k = g()
try: k.throw(KeyError("early"))
except KeyError as e: print(repr(e))
def stubborn():
    try: yield 1
    except GeneratorExit: yield 2
s = stubborn()
next(s)
try: s.close()
except RuntimeError as e: print(e)
