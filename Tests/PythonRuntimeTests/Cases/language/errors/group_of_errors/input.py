for f in (lambda: int('x'), lambda: [].pop(), lambda: {}.popitem(), lambda: 'a'.index('b'), lambda: (1).foo, lambda: float('q'), lambda: chr(-1), lambda: ord('ab'), lambda: range(1, 2, 0), lambda: 'a' * -1 + 1, lambda: max([]), lambda: [1].remove(2), lambda: {}['x'], lambda: iter(1), lambda: 'x'.join([1]), lambda: bytes([300]), lambda: '%d' % 'a', lambda: '{}'.format(), lambda: dict([1]), lambda: set([[]])):
    try: print(f())
    except Exception as e: print(type(e).__name__ + ':', e)
