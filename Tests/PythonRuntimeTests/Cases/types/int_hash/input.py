def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (hash(0), hash(1), hash(-1), hash(-2)))
show(lambda: (hash(2**61 - 1), hash(2**61), hash(2**61 - 2)))
show(lambda: (hash(10**20), hash(-10**20), hash(10**50)))
show(lambda: (hash(1.0), hash(1.5), hash(-0.0), hash(0.1), hash(1e300), hash(-1.5)))
show(lambda: (hash(float('inf')), hash(float('-inf'))))
show(lambda: (hash(1j), hash(1 + 2j), hash(0j), hash(3 + 0j)))
show(lambda: (hash(True), hash(False)))
show(lambda: (hash(2**63 - 1), hash(-2**63)))
show(lambda: (hash(1e20) == hash(10**20)))
show(lambda: (hash(0.5) == hash(1/2)))
show(lambda: (hash(5e-324)))
show(lambda: (hash(123456789.123)))
