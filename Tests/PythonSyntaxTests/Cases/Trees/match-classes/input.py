match x:
    case A(): pass
    case A(b): pass
    case A(b, c): pass
    case A(x=1): pass
    case A(b, x=1, y=c,): pass
    case a.B(c): pass
    case int() | str(): pass
    case A(B(c)): pass
