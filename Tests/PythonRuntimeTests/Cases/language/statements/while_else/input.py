n = 0
while n < 3: n += 1
else: print("else", n)
while True:
    n += 1
    if n > 5: break
else: print("never")
print(n)
while n:
    n -= 1
    if n % 2: continue
    print(n, end=" ")
print()
