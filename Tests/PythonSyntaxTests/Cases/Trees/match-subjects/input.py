match x, y:
    case _: pass
match *a, b:
    case _: pass
match x,:
    case _: pass
match (x):
    case _: pass
match [x]:
    case _: pass
match -x:
    case _: pass
match x := y:
    case _: pass
match match:
    case case: pass
match {}:
    case _: pass
