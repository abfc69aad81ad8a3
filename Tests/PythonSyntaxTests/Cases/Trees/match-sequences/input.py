match x:
    case []: pass
    case [a]: pass
    case [a, b]: pass
    case a, b: pass
    case a,: pass
    case (a, b): pass
    case (a,): pass
    case [a, *b]: pass
    case *a, b: pass
    case [a, *_]: pass
    case (): pass
    case [a, [b, c]]: pass
    case (a): pass
