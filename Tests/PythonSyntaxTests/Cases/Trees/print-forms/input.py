print()
print('a')
print
print(a, b, sep=', ')
print((a, b))
