x = 1if 1else 2
y = [0x1for x in (1,2)]
z = 1or 2
w = 1and 2
v = 1in [1]
u = 1is 1
