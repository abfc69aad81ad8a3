def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

try:
    exit()
except SystemExit as e:
    print('exit', e.code)
try:
    exit(3)
except SystemExit as e:
    print('exit', e.code)
try:
    quit('bye')
except SystemExit as e:
    print('exit', e.code)
