a = 5
a += 1; a -= 2; a *= 3; a /= 2; print(a)
a = 17
a //= 3; a **= 2; a %= 7; print(a)
a = 6
a <<= 2; a |= 1; a &= 29; a ^= 3; a >>= 1; print(a)
l = [1]; m = l
l += [2]; l *= 2
print(m, l is m)
s = "a"; s += "b"; s *= 3; print(s)
d = {"k": [1]}
d["k"] += [2]; d["n"] = 1; d["n"] += 1
print(d)
class O: v = 1
o = O(); o.v += 5; print(o.v, O.v)
t = (1,); t += (2,); print(t)
st = {1}; st |= {2}; st -= {1}; print(st)
def idx(): print("once"); return 0
q = [1]; q[idx()] += 5; print(q)
