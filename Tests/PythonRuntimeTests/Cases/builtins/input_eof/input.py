def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

try:
    input()
except EOFError as e:
    print('EOFError')
