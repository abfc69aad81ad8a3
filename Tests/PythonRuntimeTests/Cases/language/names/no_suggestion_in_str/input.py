try: lenn
except NameError as e: print(e, e.name)
class A: pass
try: A().fooo
except AttributeError as e: print(e, e.name, type(e.obj).__name__)
