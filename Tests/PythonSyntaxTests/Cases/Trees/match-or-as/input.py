match x:
    case 1 | 2 | 3: pass
    case (1 | 2) as a: pass
    case [1 | 2, b] as c: pass
    case 1 as b: pass
    case {'a': 1 | 2 as c}: pass
