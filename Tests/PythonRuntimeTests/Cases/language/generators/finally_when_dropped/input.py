def g():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")
for v in g():
    print(v)
    break
print("after")
x = g()
next(x)
del x
print("end")
