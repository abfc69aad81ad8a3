def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (abs(-5), abs(5.5), abs(-0.0), abs(-2**63), abs(True), abs(3+4j)))
show(lambda: (abs('a')))
show(lambda: (abs()))
show(lambda: (abs(None)))
show(lambda: (divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(-7, 2.0)))
show(lambda: (divmod(1)))
show(lambda: (divmod(1, 2, 3)))
show(lambda: (divmod('a', 1)))
show(lambda: (pow(2, 3), pow(2.5, 2), pow(2, -2)))
show(lambda: (pow('a', 2)))
show(lambda: (abs(-10**30)))
