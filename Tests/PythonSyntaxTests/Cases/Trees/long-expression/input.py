x = (a
     + b * c
     - d)
if (a and
        b or c):
    pass
