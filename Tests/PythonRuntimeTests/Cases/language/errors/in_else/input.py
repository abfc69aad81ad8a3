try:
    pass
except ValueError:
    pass
else:
    [][0]
