print(1 + 2.0, 3 / 2, 4 / 2, 7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 % -3, 7.5 // 2, -7.5 % 2, 2 ** 3, 2 ** -1, 2 ** 0.5, 0 ** 0)
for f in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0 ** -1, lambda: 2.0 ** 10000, lambda: divmod(1, 0)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(1 == 1.0, hash(1) == hash(1.0), 10 ** 20 == 1e20, 1 < 1.5, 2 ** 53 + 1 == float(2 ** 53), 0.1 + 0.2)
print(float("inf") > 10 ** 400, float("nan") == float("nan"), min(1, 2.0), max(True, 0))
