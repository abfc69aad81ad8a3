x = 1
else:
    y
