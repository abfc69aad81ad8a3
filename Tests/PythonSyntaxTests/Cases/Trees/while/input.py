while a:
    b
    break
else:
    c
