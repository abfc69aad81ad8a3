i = 0
total = 0
while i < 1000:
    total += i if i % 3 == 0 else -1
    i += 1
print(total, i)
x = 2
for _ in range(70): x = x * 2
print(x, -x, x // 3, x % 1000)
f = 0.1
for _ in range(10): f = f + 0.1
print(f)
