for x in (0, 1, "", "a", [], [0], None, 0.0, {}, {1}):
    print("T" if x else "F", not x, x and "and", x or "or", end="; ")
print()
print(1 < 2 < 3, 1 < 2 > 3, 1 < 3 > 2, 3 > 2 == 2, (1 < 2) == True, 1 == 1.0 == True, "a" in "abc" in ["abc"])
def f(n):
    print("f", n, end=" ")
    return n
print(f(1) < f(2) < f(0) < f(9))
print(f(0) and f(1), f(1) or f(2), f(0) or f(0))
print(None is None, 1 is not None, [] is [], not 1 in [1], 1 not in [2])
