def f():
    'doc'
    return 1, *a
