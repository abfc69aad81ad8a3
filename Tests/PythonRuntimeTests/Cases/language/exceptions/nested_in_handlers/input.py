def f():
    try:
        raise ValueError("one")
    except ValueError as a:
        try:
            raise KeyError("two")
        except KeyError as b:
            print(repr(b.__context__))
        print(repr(a))
        return "x"
    finally:
        print("fin")
print(f())
def g():
    for i in range(3):
        try:
            if i == 1: raise ValueError(i)
        except ValueError:
            continue
        else:
            print("else", i)
        finally:
            print("fin", i)
g()
