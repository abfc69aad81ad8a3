def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

with open('notes.txt', 'w') as f:
    print(f.write('line one\n'), f.write('line two\nthree'))
with open('notes.txt') as f:
    print(repr(f.read()))
with open('notes.txt') as f:
    for line in f:
        print(repr(line))
with open('notes.txt') as f:
    print(f.readline(), f.readlines())
with open('notes.txt', 'a') as f:
    f.writelines(['!', '\nlast'])
f = open('notes.txt', 'r')
print(f.read(4), f.read(3), f.closed, f.name, f.mode)
f.close()
print(f.closed)
try:
    f.read()
except ValueError as e:
    print(e)
with open('data.bin', 'wb') as f:
    print(f.write(b'\x00\x01abc'))
with open('data.bin', 'rb') as f:
    print(f.read(2), f.read())
try:
    open('missing.txt')
except FileNotFoundError as e:
    print(e)
try:
    open('notes.txt', 'q')
except ValueError as e:
    print(e)
with open('notes.txt') as f:
    try:
        f.write('x')
    except Exception as e:
        print(type(e).__name__, e)
with open('notes.txt') as f:
    f.seek(5)
    print(f.tell(), f.read(3))
with open('data.bin', 'wb') as f:
    try:
        f.write('text')
    except TypeError as e:
        print(e)
with open('notes.txt', 'w') as f:
    try:
        f.write(5)
    except TypeError as e:
        print(e)
with open('p.txt', 'w') as f:
    print('to file', 1, file=f)
print(open('p.txt').read())
