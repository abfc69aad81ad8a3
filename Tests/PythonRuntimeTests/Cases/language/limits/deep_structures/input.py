l = []
for i in range(100000): l = [l]
try: repr(l)
except RecursionError as e: print(e)
m = []
for i in range(100000): m = [m]
try: print(l == m)
except RecursionError as e: print(e)
del l, m
t = ()
for i in range(200000): t = (t, {"k": 1})
del t
d = {}
for i in range(100000): d = {"d": d}
d = None
class Node:
    def __init__(self, n): self.next = n
n = None
for i in range(200000): n = Node(n)
n = None
f = lambda: 0
for i in range(100000): f = (lambda g: lambda: g)(f)
f = None
print("freed")
