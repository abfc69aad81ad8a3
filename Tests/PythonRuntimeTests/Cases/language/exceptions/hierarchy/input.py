for c in (ZeroDivisionError, KeyError, ModuleNotFoundError, FileNotFoundError, UnicodeDecodeError, RecursionError, NotImplementedError, BrokenPipeError, UserWarning):
    print([b.__name__ for b in c.__mro__])
