def f(x):
    try:
        print("try", x)
        if x == 1: raise ValueError("v")
        if x == 2: return "returned"
        if x == 3: raise KeyError("k")
    except ValueError as e:
        print("except", e)
    else:
        print("else")
    finally:
        print("finally")
    return "end"
for i in range(3): print(f(i))
try: f(3)
except KeyError as e: print("outer", e)
def g():
    try: return "try"
    finally: return "finally"
print(g())
def h():
    for i in range(3):
        try: continue
        finally: print("f", i)
    while True:
        try: break
        finally: print("broke")
    return "done"
print(h())
def n():
    try:
        try: raise ValueError(1)
        finally: print("inner")
    except ValueError as e: return ("caught", e.args)
print(n())
