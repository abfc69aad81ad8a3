while (x = f()):
    pass
