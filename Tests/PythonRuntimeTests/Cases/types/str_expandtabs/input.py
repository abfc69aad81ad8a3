def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: ('a\tb'.expandtabs()))
show(lambda: ('a\tbc\td'.expandtabs(4)))
show(lambda: ('\t'.expandtabs(0)))
show(lambda: ('ab\tc\nde\tf'.expandtabs(4)))
show(lambda: ('a\tb'.expandtabs(tabsize=2)))
show(lambda: ('é\tb'.expandtabs(3)))
