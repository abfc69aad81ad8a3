"""Texts that are Python 3.11, by name: what their trees are is recorded by record.py."""

ONE_LINERS = r'''
x
x.y.z
f()
f(a)
f(a, b, *c, d, e=1, **g)
f(*a, *b, c=1, *d)
f(a=1, *b)
f(**a, b=1)
f(x for x in y)
f((x for x in y), 1)
f(a, b,)
f(x := 1)
f(a)(b)(c).d[e](f)
a[1]
a[1, 2]
a[1,]
a[:]
a[1:2]
a[::]
a[1:2:3, ...]
a[:, None, ::2]
a[*b]
a[*b, c]
a[x := 1]
a[1:2, *b]
a[lambda x: x]
1
0
00
1_000
0xFF_ff
0o17
0b101
123456789012345678901234567890
9223372036854775807
9223372036854775808
0xFFFFFFFFFFFFFFFFFFFF
1.
.5
1.5e10
1e-5
1E+5
1e400
0.1
1_0.0_1e1_0
1j
1.5J
0j
007.5
0e0
1e16
1e22
123456789.123456789
5e-324
1.7976931348623157e308
0.0001
0.00001
100000000000000000.0
True
False
None
...
Ellipsis
'a'
"a"
"it's"
'say "hi"'
'\'"'
'a' 'b' "c"
r'\n'
R"\d+"
b'abc'
b'\x00\xff\n'
br'\x00'
Rb'a'
u'x'
'\n\t\\\a\b\f\v\r'
'\x41\u0042\U00000043\101\0'
'\N{GREEK SMALL LETTER ALPHA}\N{bullet}'
'\d \q'
'é ü 漢字 😀'
'\x7f\xa0\u200b'
''
b''
b'a' b'b'
f''
f'a'
f'{x}'
f'{x}{y}'
f'a{x}b{y}c'
f'{x!r}'
f'{x!s:>10}'
f'{x:.2f}'
f'{x:{w}.{p}f}'
f'{x:{w}}'
f'{x=}'
f'{x = }'
f'{x=!s}'
f'{x=:.2f}'
f'a {{b}} {c}'
f'{{{x}}}'
f'{ x }'
f'{x, y}'
f'{*a, b}'
f'{[1,2][0]}'
f'{ {"a": 1}["a"] }'
f'{d["k"]}'
f"{d['k']!r:>{w}}"
f'{(lambda x: x)(1)}'
f'{(y := 3)}'
f'{x:=5}'
f'{a if b else c}'
f'{x!=y}'
f'{x==y}'
f'{x<=y}'
f'{x>y}'
f'{yield_}' 'b' "c{d}"
'a' f'{b}' 'c' f'd'
rf'\d{x}'
fr'{x}\n'
F'\n{x}\t'
f'\{x}'
f'\N{DIGIT ONE}{x}'
f'{x:\n}'
f'{x:{{}}}' if 0 else 1
f"{'a' 'b'}"
f'{f"{x}"}'
f'{x:%Y-%m-%d}'
f'{x:a{y!r}b{z:0}c}'
f'{x,}'
f'{-x}'
f'{not x}'
f'{a[b:c]}'
f'{x:,}'
f'{x!a}'
(1)
()
(1,)
(1, 2)
1, 2
1,
*a, b
(*a, b)
[]
[1]
[1, 2, 3,]
[*a, *b]
{}
{1}
{1, 2,}
{*a, 1}
{1: 2}
{1: 2, **a, 'b': c,}
{**a}
{**a | b}
[x for x in y]
[x for x in y if z]
[x for x in y if z if w for a in b]
[x, y]
[(x, y) for x, y in z]
[x for x, in z]
[x for *x, y in z]
[x for x.a in z]
[x for x[0] in z]
[y := 1, y]
[y := f(x) for x in z]
{x for x in y}
{x: y for x, y in z}
(x for x in y)
(x for x in y or z)
[x if x else y for x in z]
-x
+x
~x
--x
-x ** 2
-x ** -y
x ** y ** z
2 ** -1
not x
not not x
not x == y
a + b
a + b - c
a * b + c
a + b * c
a - (b - c)
(a + b) * c
a @ b
a // b % c
a << b >> c
a & b | c ^ d
a | b & c
a < b
a < b <= c != d == e >= f > g
a in b
a not in b
a is b
a is not b
a is not None and b not in c
not a in b
a and b
a and b and c
a or b and c or d
(a or b) and c
a if b else c
a if b else c if d else e
(a if b else c) if d else e
lambda: 0
lambda x: x
lambda x, y=1, *a, z, w=2, **k: x
lambda *, a: a
lambda *a: a
lambda **k: k
lambda a, /, b: a
lambda a=1, /: a
lambda a, b=1, /, c=2, *, d: a
lambda x: lambda y: x + y
lambda: (yield)
(x := 5)
(x := y, z)
print(x := 1, 2)
x = 1
x = y = z
x, y = 1, 2
x, = y
(x, y) = z
[x, y] = z
*x, y = z
(*x, y), z = w
[*x] = y
x.a = 1
x[0] = 1
x[0].b[1:2] = 1
(x) = 1
(x).y = 1
f().x = 1
f()[0] = 1
x = yield_
x += 1
x -= 1
x *= 1
x /= 1
x //= 1
x %= 1
x @= 1
x **= 1
x <<= 1
x >>= 1
x &= 1
x ^= 1
x |= 1
x.y += 1
x[0] += 1
(x) += 1
x += 1, 2
x: int
x: int = 1
x.y: int
x[0]: int = 1
(x): int = 1
(x.y): int
x: List[int] = [1]
x: int = 1, 2
x: 'int' = *a, b
del x
del x, y
del x.a, x[0]
del (x)
del (x, y)
del (x, y), z
del [x, y]
del (x), y
del ()
del x,
pass
assert x
assert x, 'message'
raise
raise x
raise x from y
import a
import a.b.c
import a as b
import a, b.c as d
from a import b
from a import b as c, d
from a import (b, c)
from a import (b as x, c,)
from . import a
from .. import a
from ... import a
from .... import a
from .a import b
from ...a.b import c
from a import *
global x
global x, y
x; y
x; y;
x = 1; y = 2
match
match = 1
match.x
match(x)
match[x]
match, case
case = 1
_ = 1
print(match, case, _)
type = 1
ﬁ = 1
𝐱 = 1
ϕ = µ
变量 = 1
naïve = é
x if y else lambda: z
a if (b := c) else d
1if x else 2
0xfor x
[1for x in y]
a<-b
a.b.c(d)[e].f
"a" % b
"a".join(b)
-1 .real
1..real
1.0.real
(yield_)
{'a': [1, {'b': (2, 3)}]}
x = [i ** 2 for i in range(10) if i % 2 == 0]
print("a", end="")
y.backward(torch.tensor([1.0, 2.0]))
a = b if c else d, e
x = *a, *b
lambda x=lambda: 1: x
lambda *args, **kwargs: (args, kwargs)
f(lambda: x, lambda y: y)
f(a)(b for b in c)
f(*a or b)
f(**a or b)
f(a, *b, **c)
f(a if b else c, d=e if f else g)
a[b][c][d]
a[b, c:d, ..., None]
a[-1]
a[:-1]
a[not b]
a[b if c else d]
(((x)))
((x, y), (z,))
[[1, 2], [3, 4]]
a == b == c
a is b is not c
a in b in c
- - -a
not -a
~-+a
a ** -b
(-a) ** b
(a ** b) ** c
(a, b)[0]
(lambda: 0)()
[a][0]
{1: 2}[1]
'abc'[0]
"%s" % (a,)
a if not b else c
x = (yield_, 1)
'''.strip().split("\n")

PROGRAMS = {
    "empty": "",
    "only-comment": "# nothing\n",
    "only-blank-lines": "\n\n   \n\t\n",
    "no-final-newline": "x = 1",
    "crlf": "x = 1\r\nif x:\r\n    y = '''a\r\nb'''\r\n",
    "lone-cr": "x = 1\rif x:\r    y = 2\r",
    "bom": "\ufeffx = 1\n",
    "form-feed": "x = 1\n\x0c\ny = 2\n\x0cif x:\n\x0c    z = 1\n",
    "tabs": "if x:\n\ty = 1\n\tz = 2\n",
    "tabs-mixed": "if x:\n\tif y:\n\t    z = 1\n\tw = 2\n",
    "continuation": "x = 1 + \\\n    2\nif x and \\\n   y:\n  pass\n",
    "continuation-at-start": "\\\nx = 1\n",
    "implicit-joining": "x = [\n  1,  # one\n\n  2,\n# two\n]\ny = (1 +\n2)\n",
    "comment-indentation": "if x:\n    y\n# out\n    z\n        # in\n",
    "blank-lines-in-block": "def f():\n\n    x\n\n\n    y\n\n\nz\n",
    "triple-quotes": "x = '''a\n'b' \"\"\"\nc'''\ny = \"\"\"it's\"\"\"\n",
    "string-continuation": "x = 'a\\\nb'\ny = r'a\\\nb'\n",
    "adjacent-in-parentheses": "x = ('a'\n     'b'\n     f'{c}')\n",
    "if": "if a:\n    b\n",
    "if-else": "if a:\n    b\nelse:\n    c\n",
    "if-elif": "if a:\n    b\nelif c:\n    d\nelif e:\n    f\nelse:\n    g\n",
    "if-in-else": "if a:\n    b\nelse:\n    if c:\n        d\n    else:\n        e\n",
    "if-inline": "if a: b; c\nelse: d\n",
    "if-walrus": "if (n := len(a)) > 10: pass\nif n := f(): pass\n",
    "while": "while a:\n    b\n    break\nelse:\n    c\n",
    "while-inline": "while True: pass\n",
    "for": "for a in b:\n    c\n    continue\nelse:\n    d\n",
    "for-targets": "for a, b in c: pass\nfor (a, b) in c: pass\nfor a, in c: pass\nfor *a, b in c: pass\nfor a.b in c: pass\n"
    "for a[0], b.c in d: pass\nfor [a, b] in c: pass\nfor (a) in b: pass\n",
    "for-iterables": "for a in 1, 2: pass\nfor a in *b, c: pass\nfor a in b if c else d: pass\nfor x in lambda: y: pass\n",
    "try": "try:\n    a\nexcept:\n    b\n",
    "try-all": "try:\n    a\nexcept B:\n    c\nexcept (D, E) as f:\n    g\nexcept:\n    h\nelse:\n    i\nfinally:\n    j\n",
    "try-finally": "try:\n    a\nfinally:\n    b\n",
    "try-star": "try:\n    a\nexcept* B:\n    c\nexcept *D as e:\n    f\n",
    "with": "with a: pass\nwith a as b: pass\nwith a as b, c as d: pass\nwith a, b: pass\nwith a() as (b, c): pass\n"
    "with a as b.c, d as e[0]: pass\nwith a as [b, c]: pass\n",
    "with-parentheses": "with (a): pass\nwith (a as b): pass\nwith (a as b, c as d,): pass\nwith (a, b): pass\nwith (a, b) as c: pass\n"
    "with (a), (b): pass\nwith (a).b as c: pass\nwith (yield): pass\n".replace("with (yield): pass\n", ""),
    "def": "def f(): pass\ndef f(a): return a\ndef f(a, b=1): return\n",
    "def-parameters": "def f(a, b=1, *c, d, e=2, **g): pass\ndef f(*, a): pass\ndef f(*a): pass\ndef f(**a): pass\ndef f(a, /): pass\n"
    "def f(a, /, b): pass\ndef f(a, b=1, /, c=2, *, d): pass\ndef f(a,): pass\ndef f(*a,): pass\ndef f(**a,): pass\ndef f(a, *, b, c=1): pass\n"
    "def f(a=1, /, *b): pass\n",
    "def-annotations": "def f(a: int, b: str = 'x', *c: int, d: int = 1, **e: dict) -> List[int]: pass\ndef f(*a: *b): pass\n",
    "def-nested": "def f():\n    def g():\n        nonlocal_ = 1\n        return g\n    return g()\n",
    "def-docstring": "def f():\n    'doc'\n    return 1, *a\n",
    "def-yield": "def f():\n    yield\n    yield 1\n    yield 1, 2\n    x = yield\n    x = yield 1\n    x += yield y\n    yield from g()\n    z = yield from g()\n"
    "    return (yield)\n    print((yield 1))\n    x: int = yield 3\n    (yield)\n    [(yield)]\n    yield *a, b\n",
    "nonlocal": "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n    g()\n",
    "global": "def f():\n    global x\n    x = 2\n",
    "decorators": "@a\n@b.c\n@d(1)\n@e[0]\n@(f := g)\n@lambda x: x\ndef h(): pass\n\n@a\nclass B: pass\n",
    "class": "class A: pass\nclass B(): pass\nclass C(A): pass\nclass D(A, B, metaclass=M, **k): pass\nclass E(*a): pass\n",
    "class-body": "class A:\n    'doc'\n    x = 1\n    y: int\n    def f(self): return self.x\n    @property\n    def g(self): return 1\n    class B: pass\n",
    "semicolons": "x = 1; y = 2; z = 3\nif a: b; c;\n",
    "match-literals": "match x:\n    case 1: a\n    case -1: b\n    case 1.5: c\n    case 'a': d\n    case 'a' 'b': e\n    case None: f\n    case True: g\n"
    "    case 1 + 2j: h\n    case -1.5 - 2j: i\n    case b'x': j\n    case 2j: k\n",
    "match-captures": "match x:\n    case a.b: pass\n    case a.b.c: pass\n    case _: pass\n",
    "match-sequences": "match x:\n    case []: pass\n    case [a]: pass\n    case [a, b]: pass\n    case a, b: pass\n    case a,: pass\n    case (a, b): pass\n"
    "    case (a,): pass\n    case [a, *b]: pass\n    case *a, b: pass\n    case [a, *_]: pass\n    case (): pass\n    case [a, [b, c]]: pass\n    case (a): pass\n",
    "match-mappings": "match x:\n    case {}: pass\n    case {'a': b}: pass\n    case {'a': 1, 'b': [c, d]}: pass\n    case {'a': b, **c}: pass\n    case {**c}: pass\n"
    "    case {a.b: c, -1: d, None: e,}: pass\n",
    "match-classes": "match x:\n    case A(): pass\n    case A(b): pass\n    case A(b, c): pass\n    case A(x=1): pass\n    case A(b, x=1, y=c,): pass\n    case a.B(c): pass\n"
    "    case int() | str(): pass\n    case A(B(c)): pass\n",
    "match-or-as": "match x:\n    case 1 | 2 | 3: pass\n    case (1 | 2) as a: pass\n    case [1 | 2, b] as c: pass\n    case 1 as b: pass\n    case {'a': 1 | 2 as c}: pass\n",
    "match-guards": "match x:\n    case a if a > 0: pass\n    case a, b if a == b: pass\n    case _ if (y := 1): pass\n",
    "match-subjects": "match x, y:\n    case _: pass\nmatch *a, b:\n    case _: pass\nmatch x,:\n    case _: pass\nmatch (x):\n    case _: pass\nmatch [x]:\n    case _: pass\n"
    "match -x:\n    case _: pass\nmatch x := y:\n    case _: pass\nmatch match:\n    case case: pass\nmatch {}:\n    case _: pass\n",
    "match-as-name": "match = 1\nmatch[0] = 2\nmatch.a = 3\nmatch(1)\nmatch (1), 2\nmatch * 2\nmatch -2\nmatch: int = 1\ncase: int\nmatch[a]: int\nmatch in x\nmatch if x else y\n",
    "lambda-in-comprehension": "[lambda: x for x in y]\n[x for x in y if (lambda: z)()]\nf(lambda x: x for x in y)\n",
    "nested-comprehensions": "[[x for x in y] for y in z]\n{k: [v for v in w] for k, w in d.items()}\n",
    "long-expression": "x = (a\n     + b * c\n     - d)\nif (a and\n        b or c):\n    pass\n",
    "walrus-places": "while chunk := f(): pass\n[y := 1, y ** 2]\nx[a:=1]\nx[(a:=1)]\n{(a := 1)}\n{a := 1}\nassert (x := 1)\n",
    "star-expressions": "x = *a,\nx = *a, b\nprint(*a, sep='')\nprint(*a, *b, **c)\nreturn_ = [*a, *b]\nfor x in *a, *b: pass\n",
    "future": "'doc'\nfrom __future__ import annotations\nx: int = 1\n",
    "unicode": "größe = 1\nπ = 3.14\nprint(π, 'ñ', f'{π:.2f}')\nℎ = 1\nx = '\u2028'\n",
    "numbers-and-keywords": "x = 1if 1else 2\ny = [0x1for x in (1,2)]\nz = 1or 2\nw = 1and 2\nv = 1in [1]\nu = 1is 1\n",
    "training-loop": "for epoch in range(100):\n    optimizer.zero_grad()\n    loss = criterion(model(x), y)\n    loss.backward()\n    optimizer.step()\n"
    "    if (epoch + 1) % 10 == 0:\n        print(f'Epoch [{epoch+1}/{100}], Loss: {loss.item():.4f}')\n",
    "module-class": "class Net(nn.Module):\n    def __init__(self, n: int = 3) -> None:\n        super().__init__()\n        self.fc = nn.Linear(n, 1, bias=False)\n\n"
    "    def forward(self, x):\n        # apply\n        return torch.relu(self.fc(x)).sum(dim=-1)\n",
    "with-no-grad": "with torch.no_grad():\n    w -= lr * w.grad\n    w.grad.zero_()\n",
    "deep-parentheses": "x = " + "(" * 150 + "1" + ")" * 150 + "\n",
    "long-sum": "x = " + " + ".join(["1"] * 500) + "\n",
    "many-elif": "if a: pass\n" + "".join(f"elif a{i}: pass\n" for i in range(300)),
    "fstring-triple": "x = f'''\n{a}\n  {b:\n>5}\n{c\n+ d}\n'''\ny = f\"\"\"{'x'}{\"y\"}\"\"\"\n",
    "fstring-nested-quotes": "f\"{x['a']}\"\nf'{x[\"a\"]}'\nf'''{x['a']}'''\nf\"{', '.join(str(i) for i in x)}\"\n",
    "fstring-debug": "f'{x=}'\nf'{ x = }'\nf'{x=!r:>5}'\nf'{x+1=}'\nf'a{x=}b{y=}'\nf'''{\nx\n=}'''\n",
    "return-forms": "def f():\n    return\ndef g():\n    return 1, 2\ndef h():\n    return *a, b\ndef i():\n    return (yield 1)\n",
    "async-names": "x.asynchronous = 1\nawaiting = 2\n",
    "print-forms": "print()\nprint('a')\nprint\nprint(a, b, sep=', ')\nprint((a, b))\n",
    "exec-name": "exec('x')\nexec\n",
    "underscore-numbers": "1_000_000\n0x_ff\n0b_1\n0o_7\n1_0e1_0j\n",
    "conditional-lambda": "f = lambda x: x if x else y\ng = (lambda: 1) if a else (lambda: 2)\n",
    "subscript-slices": "x[a:b, c:d]\nx[::2, ..., -1]\nx[(a, b)]\nx[()]\nx[a, (b, c)]\nx[:, :]\nx[f(a):g(b):h(c)]\n",
    "chained-calls": "x.view(-1).sum().backward()\n(x\n .view(-1)\n .sum())\n",
    "dict-forms": "{'a': 1, **b, 'c': lambda: 1}\n{(1, 2): 3}\n{a if b else c: d}\n{**{}, **{}}\n{'a': x if y else z}\n{1: (yield_)}\n",
    "annotated": "x: Dict[str, int] = {}\ny: 'T'\nself.z: int = 0\na: b = c = 1\n".replace("a: b = c = 1\n", ""),
    "type-hints": "def f(x: Optional[int] = None, *args: Any, **kwargs: Any) -> Tuple[int, ...]: ...\n",
    "try-nested": "try:\n    try:\n        a\n    finally:\n        b\nexcept A:\n    raise B from None\n",
    "surrounding-blank": "\n\nx = 1\n\n\n# end\n\n",
    "indented-comment-first": "    # comment\nx = 1\n",
    "backslash-in-string": "x = 'a\\\\'\ny = \"\\\"\"\nz = r'\\''\n",
}
