print(True + True, True * 3, -True, ~True, True == 1, {True: "a"}[1], [10, 20][True], isinstance(True, int), str(True))
print(None, [None], None == None, type(None), bool(None))
