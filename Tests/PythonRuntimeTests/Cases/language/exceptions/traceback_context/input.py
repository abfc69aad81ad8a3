try:
    int("x")
except ValueError:
    undefined
