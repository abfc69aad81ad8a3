match x:
    case {}: pass
    case {'a': b}: pass
    case {'a': 1, 'b': [c, d]}: pass
    case {'a': b, **c}: pass
    case {**c}: pass
    case {a.b: c, -1: d, None: e,}: pass
