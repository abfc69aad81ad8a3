try: 1 / 0
except ZeroDivisionError as e: print(e)
try: e
except NameError as n: print(n)
def f():
    e = 1
    try: raise ValueError
    except ValueError as e: pass
    return e
try: f()
except UnboundLocalError as x: print(x)
