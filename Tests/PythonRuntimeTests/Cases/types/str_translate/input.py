def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: ('abc'.translate({97: 'X', 98: None})))
show(lambda: ('abc'.translate({97: 65})))
show(lambda: ('abc'.translate(str.maketrans('ab', 'xy'))))
show(lambda: ('abc'.translate(str.maketrans('ab', 'xy', 'c'))))
show(lambda: (str.maketrans('ab', 'xy')))
show(lambda: (str.maketrans({'a': 1, 98: 'x'})))
show(lambda: (str.maketrans('a', 'xy')))
show(lambda: (str.maketrans({'ab': 1})))
show(lambda: (str.maketrans(1)))
show(lambda: (str.maketrans('a', 1)))
show(lambda: ('abc'.translate({97: 1.5})))
show(lambda: ('日本'.translate({26085: 'J'})))
show(lambda: ('abc'.translate({})))
