if x:
    y
# out
    z
        # in
