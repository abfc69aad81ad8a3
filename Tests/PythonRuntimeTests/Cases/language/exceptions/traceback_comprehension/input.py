def g(v):
    return [10 // i for i in v]
def h(v):
    return sum(10 // i for i in v)
try:
    h([1, 0])
except ZeroDivisionError as e:
    print(e)
g([1, 0])
