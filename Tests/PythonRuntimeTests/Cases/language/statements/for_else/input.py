for i in range(5):
    if i == 3: break
else: print("never")
print(i)
for i in []: pass
else: print("empty else", i)
for a, b in {"x": 1}.items(): print(a, b)
for c in "ab": print(c, end="")
print()
for i in range(3):
    for j in range(3):
        if j == 1: break
        print(i, j)
l = [1, 2, 3]
for v in l:
    if v < 3: l.append(v + 10)
    if len(l) > 6: break
print(l)
for i in range(5, 0, -2): print(i, end=" ")
for i in range(0): pass
print(i)
