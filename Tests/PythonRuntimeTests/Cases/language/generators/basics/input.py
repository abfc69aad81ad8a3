def g():
    x = yield 1
    print("got", x)
    y = yield 2
    print("got", y)
    return "end"
i = g()
print(next(i), i.send("a"))
try: i.send("b")
except StopIteration as e: print("value", e.value)
try: next(i)
except StopIteration as e: print("again", e.value)
try: g().send(1)
except TypeError as e: print(e)
print(type(i), list(g()))
