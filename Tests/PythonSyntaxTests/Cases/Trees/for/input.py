for a in b:
    c
    continue
else:
    d
