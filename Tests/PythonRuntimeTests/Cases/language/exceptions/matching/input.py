for exc in (ValueError("a"), KeyError("b"), IndexError("c"), OSError(2, "No such file"), Exception("d")):
    try: raise exc
    except (ValueError, TypeError) as e: print("1", repr(e))
    except LookupError as e: print("2", repr(e), e)
    except OSError as e: print("3", e, e.errno)
    except Exception as e: print("4", e)
try:
    try: raise ValueError
    except 5: pass
except TypeError as e: print(e)
try: raise 5
except TypeError as e: print(e)
try: raise ValueError
except ValueError as e: print(repr(e), e.args, str(e) == "")
