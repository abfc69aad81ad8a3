"""Texts that are not Python 3.11: what CPython says about them is recorded by record.py."""

ONE_LINERS = r'''
x y
x = 
x = = 1
= 1
1 2
(1 2)
[1 2]
f(a b)
{1 2}
{1: 2 3: 4}
print "hello"
print x
print x, y
exec "x"
print 1
x = print 1
(
[1, 2
{
f(
f(a, b
)
]
x = )
(]
[)
{)
(1, 2]
f(a[1)
'abc
"abc
x = 'abc
"""abc
'abc\
1a
1_
1__0
0x
0xg
0b2
0b
0o8
0o
012
00012
1e
1e+
1.5e-
1_.5
0_7
1jx
5abc
1.2.3
$x
x?
x!
`x`
x = “hello”
x = 1 – 2
x = 5 × 3
a = 1​
x → y
if x
if x:
if x = 1: pass
if x pass
while x
while x:
for x in y
for x in y:
for x y: pass
for 1 in y: pass
for f() in y: pass
for x + 1 in y: pass
for x: pass
for in y: pass
def f
def f(
def f()
def f():
def f(x
def f(1): pass
def f(x, x): pass
def f(x=1, y): pass
def f(*): pass
def f(*, **k): pass
def f(**k, x): pass
def f(**k, *a): pass
def f(*a, *b): pass
def f(/, a): pass
def f(a, /, b, /): pass
def f(*a, /): pass
def f(a, / *b): pass
def f((a, b)): pass
def f(a=): pass
def f(*a=1): pass
def f(**k=1): pass
def f(a b): pass
def (a): pass
def f() -> : pass
def f(x: int, x: str): pass
lambda x, x: 1
lambda x=1, y: 1
lambda *: 1
lambda **k, x: 1
lambda (x, y): 1
lambda x
lambda /, a: 1
class
class A
class A:
class A(: pass
class A(b=1, b=2): pass
class 1: pass
try:
try: pass
try pass
except: pass
finally: pass
with
with x
with x:
with x as 1: pass
with x as f(): pass
with (x as y
import
import a.
import a as
import a as 1
import a as b.c
from a
from a import
from a import b,
from a import (b
from a import ()
from import a
from . import *, a
from a import *, b
from a import b.c
return
return 1
yield
yield 1
x = yield
break
continue
[x for x in lambda: y, z] if 0 else 1
1 = x
1 + 2 = x
f() = 1
f(x) = 1
x + 1 = 2
-x = 1
None = 1
True = 1
False = 1
... = 1
'a' = 1
f'{x}' = 1
[1, 2] = x
(a, 1) = x
{a} = 1
{a: b} = 1
{} = 1
lambda: 1 = x
x if y else z = 1
x and y = 1
not x = 1
x < y = 1
[x for x in y] = 1
(x for x in y) = 1
{x for x in y} = 1
{x: x for x in y} = 1
x = 1 = y
x = f() = y
a, f() = 1
(x := 1) = 2
*x = 1
*x
(*x)
(**x)
*x, *y = z
print(*x = 1)
[*x for x in y]
{**x for x in y}
[x, y for x, y in z]
[x, for x in y]
{x, y for x in z}
x += 
1 += 1
f() += 1
(a, b) += 1
[a, b] += 1
x + 1 += 1
None += 1
x = += 1
x + = 1
x: 
1: int
f(): int
(a, b): int
[a, b]: int
a, b: int
x: int = 
"a": int
None: int
x := 1
(x.y := 1)
(x[0] := 1)
(1 := x)
(f() := x)
((a, b) := 1)
f(a=1, b)
f(**a, b)
f(**a, *b)
f(a=1, a=2)
f(1=2)
f(a.b=1)
f(a+b=1)
f(True=1)
f(None=1)
f(x for x in y, 1)
f(1, x for x in y)
f(a, x for x in y, b)
f(a=x for x in y)
f(a=)
f(a, , b)
f(, a)
f(a; b)
(a = 1)
(a.b = 1)
(f() = 1)
[a = 1]
{a = 1}
print(a = b = c)
while x = 1: pass
if x == 1 and y = 2: pass
if x.y = 1: pass
x = y if z
(x if y)
x = (y if z)
[x if y for x in z]
x if y else
{1:}
{1: *a}
{1: 2, 3}
{1: 2, 3:}
{1, 2: 3}
{**a, b}
{1: 2, **}
{x: y for}
[x for]
[x for x]
[x for x in]
[for x in y]
[x for 1 in y]
[x for f() in y]
(x for x in y
del
del 1
del f()
del x + 1
del (x, 1)
del *x
del x y
del x if y else z
del None
assert
assert x,
assert x, y, z
raise x,
raise x from
raise from x
global
global x, 
global 1
nonlocal x
nonlocal
pass x
break x
x.
x.1
x..y
.x
x[
x[]
x[1 2]
x(
a b c
a +
a + * b
a ** 
a not b
a is is b
a in
not
- 
~
a and
a and and b
or a
a or
a == not b
a <> b
a ++
a --
a = b++
a ? b : c
a && b
a || b
!a
a ! b
a === b
a =! b
@
@a
@a pass
@a x = 1
else: pass
elif x: pass
if x: pass else: pass
if x: if y: pass
x = if y: pass
x = lambda
x = for
x = class
x = def
x = import a
class = 1
def = 1
None.x = 
print(a b)
print(a, b c)
print("a" b)
print("a" "b" c)
print('It's')
print("a" + )
print(1,, 2)
print(x
print(x))
f"{x"
f"{"
f"}"
f"{}"
f"{ }"
f"{x!z}"
f"{x!}"
f"{x:"
f"{x!r"
f"{a b}"
f"{a +}"
f"{x\n}"
f"{#}"
f"{'a"
f"{(}"
f"{)}"
f"{(]}"
f"{x:{y:{z}}}"
f"{x:{y:{z:1}}}"
f"{a = b}"
f"{*}"
f"{lambda x: 1}"
f"{x = !}"
f"{1a}"
f"{f(a=1, b)}"
b"é"
b"a" "b"
"a" b"b"
'\x'
'\x1'
'\u12'
'\U0011'
'\U00110000'
'\N{no such name}'
'\N'
'\N{'
b'\x'
f'\x'
'é\x'
x = 1 +
x = (1 +
x = [1, 2, 3
x = {'a': 1, 'b'
x = {'a': 1 'b': 2}
foo(a, b for b in c)
"a" "b" c
1 if 2
a, b += 1
a = 1 2
a = b c
a.b c
a[0] b
x = 1;; y = 2
;
:
,
.
->
:=
x ->y
def f(x) -> int
def f(x): return y z
def f(: pass
def f(*, x=1, *y): pass
def f(a, *, b, *c): pass
for x in range(10) print(x)
while True print(x)
if True print(x)
if (a: pass
if a): pass
if a == : pass
import a from b
from a import b c
import a b
a = [1, 2, 3
a = 5 if
lambda: yield
(yield) = 1
yield = 1
x = yield = 1
(lambda x: x = 1)
f(lambda x: x = 1)
(a, b c)
[a, b c]
{a: b, c d}
{a: b c}
{'a' 1}
[a, b
match x
match x:
case 1: pass
with open(x) as f, open(y) as g
with (a, b) pass
try: pass; except: pass
x = 'a' 'b
x = "a
if x: 'abc
0777
0xfgh
1__2
0_
1e_5
1.e+
1_000_
'''.strip("\n").split("\n")

PROGRAMS = {
    "unexpected-indent": "x = 1\n  y = 2\n",
    "unexpected-indent-first": "  x = 1\n",
    "form-feed-in-indentation": "if x:\n    \x0cz = 1\n",
    "bad-dedent": "if x:\n    y\n  z\n",
    "bad-dedent-deep": "if x:\n        if y:\n            z\n      w\n",
    "missing-block-if": "if x:\ny = 1\n",
    "missing-block-elif": "if x:\n    y\nelif z:\nw\n",
    "missing-block-else": "if x:\n    y\nelse:\nw\n",
    "missing-block-for": "\nfor x in y:\nz\n",
    "missing-block-while": "while x:\nz\n",
    "missing-block-def": "def f():\nz\n",
    "missing-block-class": "class A:\nz\n",
    "missing-block-try": "try:\nz\nexcept: pass\n",
    "missing-block-except": "try:\n    z\nexcept A:\nb\n",
    "missing-block-except-bare": "try:\n    z\nexcept:\nb\n",
    "missing-block-except-star": "try:\n    z\nexcept* A:\nb\n",
    "missing-block-finally": "try:\n    z\nfinally:\nb\n",
    "missing-block-with": "with a as b:\nc\n",
    "missing-block-with-parentheses": "with (a as b):\nc\n",
    "missing-block-match": "match x:\ncase 1: pass\n",
    "missing-block-case": "match x:\n    case 1:\n    pass\n",
    "missing-block-comment": "def f():\n    # nothing here\nx = 1\n",
    "missing-block-end": "def f():\n    # nothing here\n",
    "missing-colon-def": "def f()\n    pass\n",
    "missing-colon-if": "if x\n    pass\n",
    "missing-colon-else": "if x:\n    pass\nelse\n    pass\n",
    "missing-colon-class": "class A\n    pass\n",
    "missing-colon-class-bases": "class A(B)\n    pass\n",
    "missing-colon-for": "for x in y\n    pass\n",
    "missing-colon-while": "while x\n    pass\n",
    "missing-colon-with": "with x as y\n    pass\n",
    "missing-colon-try": "try\n    pass\nexcept: pass\n",
    "missing-colon-except": "try:\n    pass\nexcept A\n    pass\n",
    "missing-colon-except-bare": "try:\n    pass\nexcept\n    pass\n",
    "missing-colon-finally": "try:\n    pass\nfinally\n    pass\n",
    "missing-colon-match": "match x\n    case 1: pass\n",
    "missing-colon-case": "match x:\n    case 1\n        pass\n",
    "tabs-and-spaces": "if x:\n        y\n\tz\n",
    "tabs-after-spaces": "if x:\n    y\n\tz\n",
    "except-tuple": "try:\n    x\nexcept A, B:\n    y\n",
    "except-star-empty": "try:\n    x\nexcept*:\n    y\n",
    "except-mixed": "try:\n    x\nexcept A:\n    y\nexcept* B:\n    z\n",
    "except-mixed-other": "try:\n    x\nexcept* A:\n    y\nexcept B:\n    z\n",
    "except-order": "try:\n    x\nexcept:\n    y\nexcept A:\n    z\n",
    "try-alone": "try:\n    x\ny = 1\n",
    "try-else": "try:\n    x\nelse:\n    y\n",
    "return-in-class": "class A:\n    return 1\n",
    "return-in-loop": "for x in y:\n    return x\n",
    "break-in-function": "for x in y:\n    def f():\n        break\n",
    "continue-in-class": "while x:\n    class A:\n        continue\n",
    "break-in-if": "if x:\n    break\n",
    "break-in-else": "for x in y:\n    pass\nelse:\n    break\n",
    "yield-in-class": "class A:\n    yield 1\n",
    "yield-in-comprehension": "def f():\n    return [(yield x) for x in y]\n",
    "yield-in-generator": "def f():\n    return ((yield x) for x in y)\n",
    "nonlocal-missing": "def f():\n    nonlocal x\n",
    "nonlocal-of-global": "x = 1\ndef f():\n    def g():\n        nonlocal x\n",
    "nonlocal-and-global": "def f():\n    x = 1\n    def g():\n        global x\n        nonlocal x\n",
    "nonlocal-parameter": "def f(x):\n    nonlocal x\n",
    "global-parameter": "def f(x):\n    global x\n",
    "global-after-use": "def f():\n    print(x)\n    global x\n",
    "global-after-assignment": "def f():\n    x = 1\n    global x\n",
    "global-after-assignment-module": "x = 1\nglobal x\n",
    "global-annotated": "def f():\n    global x\n    x: int = 1\n",
    "nonlocal-after-use": "def f():\n    x = 1\n    def g():\n        print(x)\n        nonlocal x\n",
    "global-after-annotation": "def f():\n    x: int\n    global x\n",
    "star-target-alone": "*a = b\n",
    "two-stars": "*a, *b = c\n",
    "star-in-index": "x = a[*b:c]\n",
    "star-return": "def f():\n    return *a\n",
    "star-in-for": "for x in *a: pass\n",
    "star-augmented": "x += *a\n",
    "star-expression-statement": "*a\n",
    "del-star": "del *a, b\n",
    "duplicate-keyword": "f(a=1, b=2, a=3)\n",
    "debug-assign": "__debug__ = 1\n",
    "debug-parameter": "def f(__debug__): pass\n",
    "debug-keyword": "f(__debug__=1)\n",
    "debug-delete": "del __debug__\n",
    "debug-for": "for __debug__ in x: pass\n",
    "debug-import": "import a as __debug__\n",
    "debug-attribute": "a.__debug__ = 1\n",
    "future-late": "x = 1\nfrom __future__ import annotations\n",
    "future-unknown": "from __future__ import nothing\n",
    "future-braces": "from __future__ import braces\n",
    "import-star-in-function": "def f():\n    from a import *\n",
    "walrus-in-iterable": "[x for x in (y := z)]\n",
    "walrus-rebinds": "[x := 1 for x in y]\n",
    "walrus-in-class": "class A:\n    [x := 1 for y in z]\n",
    "match-unreachable-capture": "match x:\n    case a: pass\n    case b: pass\n",
    "match-unreachable-wildcard": "match x:\n    case _: pass\n    case b: pass\n",
    "match-or-names": "match x:\n    case [a] | [b]: pass\n",
    "match-or-unreachable": "match x:\n    case a | 1: pass\n",
    "match-two-names": "match x:\n    case [a, a]: pass\n",
    "match-two-stars": "match x:\n    case [*a, *b]: pass\n",
    "match-keyword-order": "match x:\n    case A(b=1, c): pass\n",
    "match-keyword-twice": "match x:\n    case A(b=1, b=2): pass\n",
    "match-as-wildcard": "match x:\n    case 1 as _: pass\n",
    "match-as-attribute": "match x:\n    case 1 as a.b: pass\n",
    "match-as-call": "match x:\n    case 1 as f(): pass\n",
    "match-key-twice": "match x:\n    case {'a': 1, 'a': 2}: pass\n",
    "match-complex": "match x:\n    case 1j + 2: pass\n",
    "match-complex-real": "match x:\n    case 1 + 2: pass\n",
    "match-no-case": "match x:\n    pass\n",
    "unclosed-then-more": "x = (1,\ny = 2\nz = 3\n",
    "unclosed-def": "print(f(1)\nx = 2\n",
    "unclosed-bracket": "x = [1, 2\ndef f():\n    pass\n",
    "unclosed-brace": "x = {'a': 1,\n     'b': 2\nfor i in y:\n    pass\n",
    "mismatch-other-line": "x = (1,\n  2]\n",
    "error-before-lexer-error": "x y\n'abc\n",
    "error-before-unmatched": "x = 1 2\n)\n",
    "triple-unterminated": "x = 1\ny = '''abc\ndef\n",
    "triple-unterminated-f": "x = f'''abc\n{y}\n",
    "unterminated-in-block": "def f():\n    x = 'abc\n    return x\n",
    "continuation-space": "x = 1 + \\ \n2\n",
    "continuation-end": "x = 1 + \\",
    "continuation-end-newline": "x = 1 + \\\n",
    "nested-too-deep": "(" * 201 + ")" * 201,
    "parameters-many-errors": "def f(a, b=1, c, *d, e): pass\n",
    "indent-in-parentheses": "x = (\n  1,\n2\n",
    "colon-in-call": "f(a: b)\n",
    "assign-in-condition": "if x.y[0] = 3:\n    pass\n",
    "assign-in-while": "while (x = f()):\n    pass\n",
    "else-if": "if x:\n    pass\nelse if y:\n    pass\n",
    "dangling-else": "x = 1\nelse:\n    y\n",
    "elif-after-else": "if x:\n    pass\nelse:\n    pass\nelif y:\n    pass\n",
    "decorator-alone": "@a\nx = 1\n",
    "class-in-call": "f(class=1)\n",
    "keyword-as-name": "for = 1\n",
    "lambda-default": "lambda x=: 1\n",
    "print-in-function": "def f(x):\n    print x\n",
    "print-format": "print 'a %s' % b\n",
    "missing-comma-list": "x = [\n  1\n  2\n]\n",
    "missing-comma-dict": "x = {\n  'a': 1\n  'b': 2\n}\n",
    "missing-comma-call": "f(a\n  b)\n",
    "missing-comma-strings": "x = ['a' 'b' c]\n",
    "null-byte-none": "x = 1 $ 2\n",
    "non-printable": "x = 1\u00a0+ 2\n",
    "zero-width": "x\u200b = 1\n",
    "smart-quotes": "print(\u201chello\u201d)\n",
    "smart-quote-single": "x = \u2018a\u2019\n",
    "arrow": "x \u2192 y\n",
    "minus-sign": "x = a \u2212 b\n",
    "fullwidth-parenthesis": "print\uff08x\uff09\n",
    "fullwidth-comma": "f(a\uff0c b)\n",
    "superscript": "x = y\u00b2\n",
    "emoji": "x = \U0001f600\n",
    "second-line": "x = 1\ny = = 2\n",
    "in-block": "def f():\n    x = 1\n    y = = 2\n",
    "after-block": "if x:\n    y\nz = = 2\n",
    "many-indents": "".join(" " * i + "if x:\n" for i in range(101)) + " " * 101 + "pass\n",
    "integer-too-long": "x = " + "1" * 4301 + "\n",
}
