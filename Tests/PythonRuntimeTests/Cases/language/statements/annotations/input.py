x: int = 3
y: str
z: "list[int]" = []
print(x, z, __annotations__)
class A:
    a: int = 1
    b: "B"
    c: list = []
print(A.__annotations__, A.a)
def f():
    v: undefined_type = 5
    return v
print(f())
try: y
except NameError as e: print(e)
