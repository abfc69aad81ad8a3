def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: ('abc'.encode()))
show(lambda: ('é'.encode()))
show(lambda: ('日本'.encode('utf-8')))
show(lambda: ('é'.encode('latin-1')))
show(lambda: ('é'.encode('ascii')))
show(lambda: ('日'.encode('latin-1')))
show(lambda: ('é'.encode('ascii', 'ignore')))
show(lambda: ('é'.encode('ascii', 'replace')))
show(lambda: ('é'.encode('ascii', 'xmlcharrefreplace')))
show(lambda: ('é'.encode('ascii', 'backslashreplace')))
show(lambda: ('a'.encode('nope')))
show(lambda: ('é'.encode(encoding='utf8')))
show(lambda: ('ab'.encode('utf-16')))
show(lambda: ('ab'.encode('utf-16-le')))
show(lambda: ('ab'.encode('utf-32')))
