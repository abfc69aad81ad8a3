x = 'a\
b'
y = r'a\
b'
