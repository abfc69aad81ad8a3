def heard(value):
    print("heard", value)
    return value


def attempt(code):
    try:
        exec(code, globals())
    except Exception as error:
        print(type(error).__name__, error)


# What is called is looked for before its arguments are evaluated.
attempt("missing(absent)")
attempt("missing(heard(1))")
attempt("missing(1, absent, heard(2))")
attempt("missing(a=absent)")
attempt("missing(*absent)")
attempt("missing(*heard([1]), **heard({}))")
attempt("heard(missing(absent))")
attempt("print(missing(absent), heard(3))")
attempt("len(absent)")
attempt("heard(absent)")
attempt("missing([x for x in absent])")
attempt("missing(1 + absent)")
attempt("missing(heard)")
attempt("missing(f'{absent}')")
attempt("missing(absent if absent else heard(1))")
attempt("missing(absent.attribute)")
attempt("missing(absent[0])")
attempt("missing(-absent)")
attempt("missing(absent == 1)")
attempt("missing(lambda: absent)")
attempt("missing(x := heard(4))")
attempt("for i in range(2): missing(heard(i))")


def inside(value):
    return missing(heard(value), absent)


try:
    inside(5)
except NameError as error:
    print(error)


# It may come to be there while the arguments are evaluated, but is looked for again only by the next call.
def define():
    global missing
    missing = heard
    return "defined"


attempt("missing(define())")
attempt("print('missing' in globals())")
missing = heard
attempt("missing(define())")


def remove():
    global missing
    del missing
    return "removed"


attempt("heard(remove())")
attempt("missing(heard(6))")
missing(absent)
