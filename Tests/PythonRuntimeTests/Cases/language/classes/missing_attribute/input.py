class Foo: pass
f = Foo()
for action in (lambda: f.x, lambda: Foo.x, lambda: (1).x, lambda: "s".x, lambda: None.x, lambda: [].x, lambda: (lambda: 0).x):
    try: action()
    except AttributeError as e: print(e)
try: (1).x = 2
except AttributeError as e: print(e)
try: del f.q
except AttributeError as e: print(e)
try: object().x = 1
except AttributeError as e: print(e)
