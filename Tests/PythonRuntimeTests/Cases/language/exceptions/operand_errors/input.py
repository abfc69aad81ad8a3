for f in (lambda: 1 + "a", lambda: "a" + 1, lambda: [] + (), lambda: None + 1, lambda: {} * 2, lambda: -"a", lambda: ~1.5, lambda: 1 @ 2, lambda: 2 ** "a", lambda: "a" % 1, lambda: object() - 1, lambda: [1] - [1], lambda: 1 << 1.5, lambda: not_defined):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
x = [1]
try: x += 5
except TypeError as e: print(e)
y = 1
try: y += "a"
except TypeError as e: print(e)
try: y -= []
except TypeError as e: print(e)
