x = *a,
x = *a, b
print(*a, sep='')
print(*a, *b, **c)
return_ = [*a, *b]
for x in *a, *b: pass
