def m(x):
    match x:
        case 0: return "zero"
        case 1 | 2: return "small"
        case -3: return "minus three"
        case "a" | "b": return "letter"
        case None: return "none"
        case True: return "true"
        case 2.5: return "float"
        case _: return "other"
print([m(v) for v in (0, 1, 2, -3, "a", "c", None, True, False, 2.5, 1.0)])
