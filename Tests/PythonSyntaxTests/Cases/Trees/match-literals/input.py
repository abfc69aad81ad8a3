match x:
    case 1: a
    case -1: b
    case 1.5: c
    case 'a': d
    case 'a' 'b': e
    case None: f
    case True: g
    case 1 + 2j: h
    case -1.5 - 2j: i
    case b'x': j
    case 2j: k
