def f(a: int, b: str = 'x', *c: int, d: int = 1, **e: dict) -> List[int]: pass
def f(*a: *b): pass
