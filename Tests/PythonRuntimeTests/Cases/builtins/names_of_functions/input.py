def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (print))
show(lambda: (len))
show(lambda: ([].append.__name__))
show(lambda: (''.join.__name__))
show(lambda: (len.__name__))
show(lambda: (type(len).__name__))
show(lambda: (type([].append).__name__))
show(lambda: (type(str.upper).__name__))
show(lambda: (str.upper))
show(lambda: (list.append))
show(lambda: (dict.get))
show(lambda: (int.__add__))
show(lambda: (type(int.__add__).__name__))
show(lambda: (len.__doc__ is None or True))
show(lambda: (max is max))
show(lambda: ([].append == [].append))
show(lambda: (print.__name__, sum.__name__))
show(lambda: (len.foo))
