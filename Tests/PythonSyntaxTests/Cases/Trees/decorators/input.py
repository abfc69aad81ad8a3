@a
@b.c
@d(1)
@e[0]
@(f := g)
@lambda x: x
def h(): pass

@a
class B: pass
