def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: ('hello'.replace('l', 'L')))
show(lambda: ('hello'.replace('l', 'L', 1)))
show(lambda: ('hello'.replace('l', '')))
show(lambda: ('hello'.replace('', '-')))
show(lambda: ('hello'.replace('', '-', 3)))
show(lambda: ('é日'.replace('', '.')))
show(lambda: (''.replace('', 'x')))
show(lambda: ('hello'.replace('x', 'y')))
show(lambda: ('aaa'.replace('aa', 'b')))
show(lambda: ('hello'.replace('l', 'L', 0)))
show(lambda: ('hello'.replace('l', 'L', -1)))
show(lambda: ('hello'.replace('l')))
show(lambda: ('hello'.replace('l', 1)))
show(lambda: ('hello'.replace(1, 'a')))
show(lambda: ('hello'.replace('a', 'b', 'c')))
show(lambda: ('日本'.replace('本', 'é')))
