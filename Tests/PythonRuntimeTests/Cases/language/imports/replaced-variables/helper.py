value = 1


def sqrt(x):
    return "helper", x


def change(to):
    global value
    value = to
