def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

a = bytearray(b'abc')
show(lambda: (a))
show(lambda: (a[0]))
show(lambda: (a.append(100)))
show(lambda: (a.extend(b'ef')))
show(lambda: (a))
show(lambda: (a.pop()))
show(lambda: (a.insert(0, 65)))
show(lambda: (a))
show(lambda: (a.remove(65)))
show(lambda: (a.reverse()))
show(lambda: (a))
show(lambda: (a[1:3]))
show(lambda: (a == b'edcba'))
show(lambda: (a + b'x'))
show(lambda: (b'x' + a))
show(lambda: (len(a)))
show(lambda: (bytes(a)))
show(lambda: (a.decode()))
show(lambda: (a.append(256)))
show(lambda: (a.append('a')))
show(lambda: (hash(a)))
show(lambda: (bytearray(3)))
show(lambda: (bytearray('é', 'utf-8')))
show(lambda: (a.find(b'c')))
show(lambda: (a.upper()))
show(lambda: (a.hex()))
show(lambda: (bytearray()))
show(lambda: (a.clear()))
show(lambda: (a))
b = bytearray(b'hello')
b[0] = 74
print(b)
b[1:3] = b'XYZ'
print(b)
del b[0]
print(b)
b += b'!'
print(b)
try:
    b[0] = 300
except ValueError as e:
    print(e)
