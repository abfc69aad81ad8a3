x = "before"
match [1, 2]:
    case [x, 3]: print("no")
    case [1, y] as whole if y > 5: print("no")
    case [a, b] as whole: print(a, b, whole)
print(x)
class Color:
    RED = 1
    GREEN = 2
match 2:
    case Color.RED: print("red")
    case Color.GREEN: print("green")
match {"k": 1}:
    case {"k": 1 | 2 as v}: print(v)
match ("go", "north"):
    case ("go", ("north" | "south") as d): print(d)
