try: {}["k"]
except KeyError as e: print(e, repr(e), e.args)
try: {}[1, 2]
except KeyError as e: print(e)
print(KeyError("a", "b"), KeyError())
