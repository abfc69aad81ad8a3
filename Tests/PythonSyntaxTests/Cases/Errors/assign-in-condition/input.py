if x.y[0] = 3:
    pass
