def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: ('hello'.removeprefix('he')))
show(lambda: ('hello'.removeprefix('x')))
show(lambda: ('hello'.removesuffix('lo')))
show(lambda: ('hello'.removesuffix('')))
show(lambda: ('é'.removeprefix('é')))
show(lambda: ('a'.removeprefix(1)))
show(lambda: ('a'.removesuffix(None)))
