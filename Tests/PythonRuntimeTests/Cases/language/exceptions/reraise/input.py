def f():
    try: 1 / 0
    except ZeroDivisionError:
        print("logging")
        raise
try: f()
except ZeroDivisionError as e: print("got", e)
try: raise
except RuntimeError as e: print(e)
def g():
    try: raise KeyError("first")
    except KeyError:
        try: raise ValueError("second")
        except ValueError: pass
        raise
try: g()
except KeyError as e: print(repr(e))
