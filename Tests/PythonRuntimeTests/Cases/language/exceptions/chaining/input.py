def show(e, depth=0):
    print(" " * depth, repr(e), "cause", repr(e.__cause__), "context", repr(e.__context__), e.__suppress_context__)
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise ValueError("v")
except ValueError as e: show(e)
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise ValueError("v") from z
except ValueError as e: show(e)
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("v") from None
except ValueError as e: show(e)
try: raise ValueError from KeyError("k")
except ValueError as e: show(e)
try: raise ValueError from 5
except TypeError as e: print(e)
