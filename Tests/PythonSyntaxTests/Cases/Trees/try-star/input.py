try:
    a
except* B:
    c
except *D as e:
    f
