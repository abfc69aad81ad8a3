import operator as op
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(op.add(1, 2), op.sub(5, 3), op.mul(2, 3), op.truediv(1, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 5), op.neg(3), op.pos(3), op.abs(-4), op.inv(5))
print(op.lt(1, 2), op.le(2, 2), op.eq(1, 1), op.ne(1, 1), op.ge(1, 2), op.gt(2, 1), op.not_(0), op.truth([]), op.is_(None, None), op.is_not(1, None))
print(op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.lshift(1, 4), op.rshift(16, 2), op.concat([1], [2]), op.contains([1, 2], 2), op.countOf([1, 1, 2], 1), op.indexOf([3, 4], 4), op.getitem([5, 6], 1))
class A: pass
a = A(); a.b = A(); a.b.c = 3; a.d = 4
print(op.attrgetter("b.c")(a), op.attrgetter("d", "b.c")(a), op.itemgetter(1)([5, 6]), op.itemgetter(0, 2)("abc"), op.itemgetter("k")({"k": 1}), op.methodcaller("upper")("x"), op.methodcaller("split", ",", maxsplit=1)("a,b,c"))
print(op.attrgetter("x"), op.itemgetter(1, 2), op.methodcaller("f", 1, k=2))
print(sorted([(1, "b"), (0, "c"), (2, "a")], key=op.itemgetter(1)), op.index(True), op.length_hint([1, 2]), op.length_hint(5, 9))
attempt(lambda: op.index(1.5))
attempt(lambda: op.attrgetter("nope")(a))
attempt(lambda: op.indexOf([1], 2))
l = [1]; m = op.iadd(l, [2]); print(l, m is l, op.isub(5, 2), op.imul(3, 4))
x = [1, 2, 3]; op.setitem(x, 0, 9); op.delitem(x, 1); print(x)
