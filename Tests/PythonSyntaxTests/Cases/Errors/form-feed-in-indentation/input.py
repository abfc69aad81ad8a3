if x:
    z = 1
