if (n := 10) > 5: print(n)
print([y for x in range(5) if (y := x * x) > 3], y)
while (line := n) > 8: n -= 1
print(line, n)
def f():
    t = [z := 1, z + 1]
    return t, z
print(f())
print(any((w := v) > 2 for v in range(5)), w)
