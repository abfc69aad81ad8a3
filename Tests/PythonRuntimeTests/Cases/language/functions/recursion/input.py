def fact(n): return 1 if n == 0 else n * fact(n - 1)
print(fact(30))
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
print(even(100), odd(100))
def depth(n):
    global d
    d = n
    depth(n + 1)
try: depth(1)
except RecursionError as e: print(e)
