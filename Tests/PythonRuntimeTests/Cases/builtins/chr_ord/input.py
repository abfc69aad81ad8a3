def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (chr(97), chr(233), chr(0x1f600), chr(0)))
show(lambda: (chr(-1)))
show(lambda: (chr(0x110000)))
show(lambda: (chr('a')))
show(lambda: (chr(1.5)))
show(lambda: (chr(True)))
show(lambda: (chr(10**20)))
show(lambda: (ord('a'), ord('é'), ord('😀'), ord(b'a')))
show(lambda: (ord('')))
show(lambda: (ord('ab')))
show(lambda: (ord(1)))
show(lambda: (ord(b'ab')))
show(lambda: (ord()))
show(lambda: (ord([])))
show(lambda: ([ord(c) for c in 'héy']))
show(lambda: (''.join(chr(i) for i in range(65, 70))))
