def m(x):
    match x:
        case {"type": "circle", "r": r}: return ("circle", r)
        case {"type": "rect", "w": w, "h": h, **rest}: return (w, h, rest)
        case {"nested": {"deep": [_, v]}}: return v
        case {}: return "any dict"
        case _: return "no"
print([m(v) for v in ({"type": "circle", "r": 2}, {"type": "rect", "w": 1, "h": 2, "c": 3}, {"nested": {"deep": [0, 9]}}, {"z": 1}, 5, [])])
