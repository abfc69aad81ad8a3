import string
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), string.hexdigits, len(string.printable))
print(string.capwords("hello  world foo"), string.Template("$a and ${b}s $$5").substitute(a=1, b="x"), string.Template("$a $z").safe_substitute(a=1))
attempt(lambda: string.Template("$a").substitute())
attempt(lambda: string.Template("x $ y").substitute())
