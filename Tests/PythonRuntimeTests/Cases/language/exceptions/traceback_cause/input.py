def f():
    try:
        {}["missing"]
    except KeyError as e:
        raise ValueError("no such key") from e

f()
