for f in (lambda: list(5), lambda: [*5], lambda: (lambda *a: a)(*5), lambda: iter(3), lambda: 1 in 5, lambda: sum(5), lambda: {**5}, lambda: next(5), lambda: next([]), lambda: len(5), lambda: 5[0], lambda: None[0], lambda: "abc"["a"], lambda: [1]["a"], lambda: [1][5], lambda: (1,)[9], lambda: "a"[3]):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try:
    for i in 5: pass
except TypeError as e: print(e)
try: (1)[0] = 2
except TypeError as e: print(e)
try: "abc"[0] = "x"
except TypeError as e: print(e)
try: del (1, 2)[0]
except TypeError as e: print(e)
