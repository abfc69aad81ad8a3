"""Writes the random programs of `Cases/differential/random_*`, each topic from a seed of its own.

Run by `record_differential.py`. A topic is a function below that draws a program from a grammar; `COUNTS` says how many.
A program prints the value of an expression or the type and message of its exception, or ends with a traceback.
"""

import pathlib
import random

CASES = pathlib.Path(__file__).resolve().parent.parent / "Cases" / "differential"
SHOW = """def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
"""
COUNTS = {}


def topic(count):
    def register(function):
        COUNTS[function.__name__] = (function, count)
        return function
    return register


def shown(expressions):
    return SHOW + "".join(f"show(lambda: {e})\n" for e in expressions)


class Draw(random.Random):
    """Draws parts of programs."""

    def of(self, *choices):
        return self.choice(choices)

    def int(self):
        return self.choice([
            str(self.randint(-9, 9)), str(self.randint(-1000, 1000)), str(self.randint(-2**70, 2**70)),
            str(2**self.choice([31, 32, 62, 63, 64]) + self.randint(-1, 1))])

    def small(self):
        return str(self.randint(-6, 9))

    def float(self):
        return self.choice([
            repr(round(self.uniform(-100, 100), self.randint(0, 4))), repr(self.uniform(-1, 1)), "0.0", "-0.0", "1e16",
            "float('inf')", "float('nan')", "1e-7", "2.5", "1e308", repr(self.randint(-50, 50) / 4)])

    def number(self, depth=2):
        if depth == 0 or self.random() < 0.2:
            return self.of(self.int, self.int, self.float, self.float, lambda: self.of("True", "False"),
                           lambda: f"complex({self.small()}, {self.small()})")()
        a, b = self.number(depth - 1), self.number(depth - 1)
        kind = self.random()
        if kind < 0.6:
            return f"({a} {self.of('+', '-', '*', '/', '//', '%', '<', '==', '!=', '>=', 'and', 'or')} {b})"
        if kind < 0.7:
            return f"({a} {self.of('&', '|', '^')} {b})"
        if kind < 0.8:
            return f"({self.of('-', '+', '~', 'not ')}{a})"
        if kind < 0.9:
            return f"({a} {self.of('<<', '>>', '**')} {self.of('0', '1', '2', '3', '-1', '0.5')})"
        return self.of(f"abs({a})", f"round({a}, {self.small()})", f"divmod({a}, {b})", f"int({a})", f"float({a})",
                       f"max({a}, {b})", f"min({a}, {b})", f"({a} if {b} else {self.small()})", f"bool({a})",
                       f"pow({a}, 2, 97)", f"sum([{a}, {b}])", f"str({a})", f"hash({a} == {b})", f"complex({a})")

    def word(self):
        letters = self.choice(["abc", "xyzXYZ", "aA bB", "é日本ñ", "0123", "a,b;c", " \t\n", "_-.", "ßİ"])
        return repr("".join(self.choice(letters) for _ in range(self.randint(0, 7))))

    def value(self, depth=2):
        """A literal whose text does not depend on the hashes of strings."""
        if depth == 0 or self.random() < 0.4:
            return self.of(self.small, self.float, self.word, lambda: self.of("None", "True", "..."))()
        parts = [self.value(depth - 1) for _ in range(self.randint(0, 3))]
        return self.of(
            "[" + ", ".join(parts) + "]", "(" + "".join(p + ", " for p in parts) + ")",
            "{" + ", ".join(f"{self.key()}: {p}" for p in parts) + "}")

    def key(self):
        return self.of(self.small(), self.word(), "None", "(1, 2)", "2.0", "True")

    def ints(self, low=0, high=8):
        return "[" + ", ".join(self.small() for _ in range(self.randint(low, high))) + "]"

    def words(self, high=6):
        return "[" + ", ".join(self.word() for _ in range(self.randint(0, high))) + "]"

    def bound(self):
        return self.of("", "", self.small(), str(self.randint(-12, 12)))

    def slice(self):
        return f"[{self.bound()}:{self.bound()}{self.of('', ':' + self.of('', '1', '2', '-1', '-2', '3', '0'))}]"


@topic(60)
def numbers(draw):
    lines = [draw.number(draw.randint(1, 3)) for _ in range(8)]
    return shown(lines)


@topic(40)
def math_functions(draw):
    lines = []
    for _ in range(8):
        a, b, n, m = draw.float(), draw.float(), draw.randint(-3, 40), draw.randint(-3, 40)
        lines.append(draw.of(
            f"math.{draw.of('sqrt', 'floor', 'ceil', 'trunc', 'fabs', 'isnan', 'isinf', 'isfinite', 'degrees', 'modf', 'frexp', 'ulp')}({a})",
            f"math.{draw.of('copysign', 'fmod', 'remainder', 'nextafter', 'isclose', 'hypot')}({a}, {b})",
            f"math.{draw.of('comb', 'perm', 'gcd', 'lcm')}({n}, {m})", f"math.{draw.of('factorial', 'isqrt')}({n})",
            f"math.fsum([{a}, {b}, {draw.float()}])", f"math.prod({draw.ints()}, start={draw.small()})",
            f"math.ldexp({a}, {draw.small()})", f"math.dist([{a}, 1], [{b}, 2])", f"math.gcd(*{draw.ints()})",
            f"math.floor({draw.int()} / 7)", f"math.log2({abs(n) or 1})", f"({a}).is_integer()",
            f"({a}).as_integer_ratio()", f"({draw.int()}).bit_length()", f"({draw.int()}).bit_count()",
            f"({draw.int()}).to_bytes({draw.randint(1, 12)}, {draw.of(repr('big'), repr('little'))}, signed={draw.of(True, False)})",
            f"int.from_bytes({bytes(draw.randrange(256) for _ in range(draw.randint(0, 9)))!r}, 'big', signed={draw.of(True, False)})",
            f"int({draw.of('12', '0x1f', '-0b11', '1_000', ' 7 ', 'zz', '', '٣', '08')!r}, {draw.of(0, 10, 16, 2, 36, 1)})",
            f"float({draw.of('1e5', 'inf', '-nan', ' 2.5 ', '1_0.5', 'abc', '', '.', '5.', '0x1')!r})"))
    return "import math\n" + shown(lines)


@topic(60)
def string_methods(draw):
    lines = []
    for _ in range(9):
        text = draw.word()
        for _ in range(draw.randint(1, 3)):
            s, t, n, m = draw.word(), draw.word(), draw.small(), draw.small()
            text += draw.of(
                f".replace({s}, {t}, {n})", f".{draw.of('lower', 'upper', 'title', 'capitalize', 'swapcase', 'casefold', 'strip', 'lstrip', 'rstrip')}()",
                f".{draw.of('strip', 'lstrip', 'rstrip', 'removeprefix', 'removesuffix')}({s})", f".join({draw.words(3)})",
                f".{draw.of('center', 'ljust', 'rjust')}({n}, {draw.of(repr('*'), repr('é'), s)})", f".zfill({n})",
                f".expandtabs({n})", draw.slice(), f" + {s}", f" * {n}", f"[{n}]")
        text += draw.of(
            f".{draw.of('split', 'rsplit', 'partition', 'rpartition')}({s})", f".{draw.of('split', 'rsplit')}(None, {n})",
            f".{draw.of('find', 'rfind', 'index', 'rindex', 'count')}({s}, {n}, {m})", ".splitlines(True)", "",
            f".{draw.of('startswith', 'endswith')}(({s}, {t}))", f".{draw.of('startswith', 'endswith')}({s}, {n})",
            f".{draw.of('isalpha', 'isdigit', 'isalnum', 'isspace', 'isupper', 'islower', 'istitle', 'isidentifier', 'isprintable', 'isascii', 'isdecimal', 'isnumeric')}()",
            f".encode({draw.of(repr('utf-8'), repr('ascii'), repr('latin-1'), repr('utf-16'))}, {draw.of(repr('strict'), repr('ignore'), repr('replace'), repr('backslashreplace'))})",
            ".translate(str.maketrans('abc', 'xyz', 'A'))", f" in {s}", f" < {s}", f" % {draw.small()}")
        lines.append(text)
    return shown(lines)


@topic(30)
def bytes_methods(draw):
    def data():
        return draw.of("", "bytearray") + "(" + repr(bytes(draw.choice(b"abcAB \t,;0\xff\n") for _ in range(draw.randint(0, 8)))) + ")"
    lines = []
    for _ in range(9):
        s, t, n, m = data(), data(), draw.small(), draw.small()
        lines.append(data() + draw.of(
            f".replace({s}, {t}, {n})", f".{draw.of('lower', 'upper', 'title', 'capitalize', 'swapcase', 'strip', 'isalpha', 'isdigit', 'isspace', 'istitle', 'isupper', 'islower', 'isalnum', 'isascii', 'hex', 'copy')}()",
            f".{draw.of('strip', 'lstrip', 'rstrip', 'removeprefix', 'removesuffix', 'split', 'rsplit', 'partition', 'rpartition')}({s})",
            f".join([{s}, {t}])", f".{draw.of('center', 'ljust', 'rjust')}({n}, b'*')", f".zfill({n})", f".expandtabs({n})",
            draw.slice(), f" + {s}", f" * {n}", f"[{n}]", f".{draw.of('find', 'rfind', 'index', 'rindex', 'count')}({s}, {n}, {m})",
            f".{draw.of('startswith', 'endswith')}({s})", ".splitlines()", ".decode('latin-1')", ".decode('ascii', 'replace')",
            ".translate(bytes.maketrans(b'abc', b'xyz'))", ".translate(None, b'a,')", f" in {s}", f" < {s}", f" == {s}",
            f" % (1, {t})", ".hex(':', 2)"))
    return shown(lines)


@topic(60)
def formats(draw):
    def spec():
        return (draw.of("", "", "*<", "0>", "^", "=", ">") + draw.of("", "", "+", " ", "-") + draw.of("", "", "", "#", "z")
                + draw.of("", "", "0") + draw.of("", str(draw.randint(1, 14))) + draw.of("", "", ",", "_")
                + draw.of("", "", "." + str(draw.randint(0, 9)))
                + draw.of("", "", "d", "x", "X", "b", "o", "e", "E", "f", "F", "g", "G", "n", "%", "s", "c", "y"))
    lines = []
    for _ in range(10):
        value = draw.of(draw.int, draw.float, draw.float, draw.word, draw.small, lambda: draw.value(1))()
        conversion = draw.of("", "", "", "!r", "!s", "!a")
        flags = draw.of("", "-", "+", "0", "#", " ") + draw.of("", str(draw.randint(1, 12))) + draw.of("", f".{draw.randint(0, 6)}")
        lines.append(draw.of(
            f"format({value}, {spec()!r})", f"'{{{conversion}:{spec()}}}'.format({value})",
            f"'%{flags}{draw.choice('dioxXeEfFgGrsac%')}' % ({value},)",
            f"'{{0}}-{{1:>{{2}}}}'.format({value}, {draw.small()}, {draw.small()})",
            f"(lambda v, w: f'{{v!r:>{{w}}}}|{{v = }}')({value}, {draw.randint(0, 9)})",
            f"'{{a[0]}} {{a.real}}'.format(a={value})", f"'%(k){flags}s' % {{'k': {value}}}"))
    return shown(lines)


@topic(50)
def slices(draw):
    lines = [f"a = {draw.ints(4, 9)}", f"s = {draw.word()} + 'abcdef'", "r = range(-3, 17, 3)", "b = bytearray(range(7))",
             "def run(text):", "    try:", "        exec(text, globals())", "    except Exception as e:",
             "        print(type(e).__name__, e)"]
    for _ in range(10):
        lines.append(draw.of(
            f"print({draw.of('a', 's', 'r', 'tuple(a)', 'b')}[{draw.small()}:{draw.small()}:{draw.of('1', '2', '-1', '-3')}])",
            f"run('a{draw.slice()} = {draw.ints(0, 4)}')", f"run('del a{draw.slice()}')", f"run('del b{draw.slice()}')",
            f"run('b{draw.slice()} = {draw.of('b', 'b', '') + repr('xy')}')", f"run('a[{draw.small()}] = {draw.small()}')",
            f"run('print(s{draw.slice()}, r{draw.slice()})')", f"print(slice({draw.small()}, None, {draw.of(1, 2, -1)}).indices({draw.randint(0, 9)}))",
            f"a.insert({draw.small()}, {draw.small()})", f"run('print(a.pop({draw.small()}))')", f"a += {draw.ints(0, 3)}",
            f"run('a.remove({draw.small()})')", f"run('print(a.index({draw.small()}))')", f"print(a * {draw.randint(-1, 2)})",
            "a.reverse()", "print(a[::-1] == list(reversed(a)))"))
        lines.append("print(a, b)")
    return "\n".join(lines) + "\n"


@topic(50)
def comprehensions(draw):
    def expression(names, depth=2):
        if depth == 0 or draw.random() < 0.3:
            return draw.of(*names, draw.small())
        a, b = expression(names, depth - 1), expression(names, depth - 1)
        return draw.of(f"({a} {draw.of('+', '-', '*')} {b})", f"({a}, {b})[{draw.of(0, 1, -1)}]", f"abs({a})", f"({a} if {condition(names)} else {b})",
                       f"sum([{a}, {b}])", f"max({a}, {b})")
    def condition(names):
        return draw.of(f"{draw.choice(names)} % {draw.randint(2, 4)} == 0", f"{draw.choice(names)} > {draw.small()}",
                       f"not {draw.choice(names)}", f"({draw.choice(names)} := {draw.choice(names)} + 1) < 5" if False else f"-2 < {draw.choice(names)} <= 5")
    def comprehension(outer, depth=2):
        names = list(outer)
        clauses = ""
        for i in range(draw.randint(1, 2)):
            source = draw.of(f"range({draw.randint(0, 5)})", draw.ints(0, 4), *( [f"range(abs({names[-1]}))"] if names else []))
            name = f"{draw.of('x', 'y', 'z')}{len(names)}"
            names.append(name)
            clauses += f" for {name} in {source}"
            if draw.random() < 0.5:
                clauses += f" if {condition(names)}"
        body = expression(names)
        kind = draw.random()
        if kind < 0.45 or (depth and kind < 0.6):
            if depth and draw.random() < 0.4:
                body = comprehension(names, depth - 1)
            return f"[{body}{clauses}]"
        if kind < 0.7:
            return f"sorted({{{body}{clauses}}})" if False else f"sorted(set([{body}{clauses}]), key=repr)" if "[" in body else f"sorted({{{body}{clauses}}})"
        if kind < 0.85:
            return f"{{{body}: {expression(names)}{clauses}}}"
        return f"{draw.of('list', 'tuple', 'sum', 'any')}({body}{clauses})"
    return shown([comprehension([]) for _ in range(8)])


@topic(50)
def closures(draw):
    lines = []
    for i in range(2):
        n, k = draw.small(), draw.small()
        lines += draw.of(
            [f"def make{i}(n={n}):", f"    total = {k}", "    def step(by=1):", "        nonlocal total",
             f"        total {draw.of('+=', '-=', '*=')} by {draw.of('+', '*')} n", "        return total",
             "    def peek():", "        return total, n", "    return step, peek",
             f"step, peek = make{i}({draw.of('', k)})", f"print(step(), step({k}), peek())", f"print(step(by={n}), peek())"],
            [f"def trace{i}(prefix={draw.word()}):", "    def wrap(f):", "        def inner(*args, **kwargs):",
             "            print(prefix, args, sorted(kwargs.items()))", f"            return f(*args, **kwargs) {draw.of('+', '*')} {n}",
             "        return inner", "    return wrap", f"@trace{i}()", f"def f{i}(a, b={n}, *rest, c={k}, **more):",
             "    return a + b + c + len(rest) + len(more)",
             f"print(f{i}({draw.small()}), f{i}(1, 2, 3, c={draw.small()}, d=4))", f"print(f{i}.__name__)"],
            [f"fs{i} = [lambda x, k=k: x * k + {n} for k in range(4)]", f"print([f({k}) for f in fs{i}])",
             f"late = [lambda: k for k in range(3)]", "print([f() for f in late])"],
            [f"x{i} = {n}", f"def g{i}(flag):", "    global x%d" % i, f"    if flag: x{i} = {k}", f"    return x{i}",
             f"print(g{i}(False), x{i}, g{i}(True), x{i})"],
            [f"def fix{i}(n, memo={{}}):", "    if n < 2: return n", "    if n not in memo:",
             f"        memo[n] = fix{i}(n - 1) {draw.of('+', '-', '*')} fix{i}(n - 2) + {n}", "    return memo[n]",
             f"print([fix{i}(j) for j in range({draw.randint(3, 12)})])"],
            [f"def compose{i}(*fs):", "    def run(x):", f"        for f in {draw.of('fs', 'reversed(fs)')}: x = f(x)",
             "        return x", "    return run",
             f"print(compose{i}(lambda x: x + {n}, lambda x: x * {k}, abs)({draw.small()}))"],
            [f"def outer{i}():", f"    v = {n}", "    def middle():", "        def inner():", "            nonlocal v",
             f"            v = v * 2 - {k}", "            return v", "        return inner", f"    m = middle()",
             "    return [m(), m(), v]", f"print(outer{i}())", f"print(outer{i}.__code__.co_varnames)"])
    lines.append(draw.of("print(undefined_name)", "def f(): return later", f"print((lambda *a, **k: (a, k))(1, *{draw.ints(0, 3)}, z={draw.small()}))"))
    return "\n".join(lines) + "\n"


@topic(60)
def classes(draw):
    operators = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "and": "&", "or": "|", "xor": "^",
                 "lshift": "<<", "rshift": ">>", "matmul": "@", "pow": "**"}
    lines = []
    count = draw.randint(2, 4)
    for i in range(count):
        bases = draw.sample([f"C{j}" for j in range(i)], min(i, draw.randint(0, 2)))
        lines.append(f"class C{i}({', '.join(bases)}):")
        if not bases:
            lines += ["    def __init__(self, v=%s):" % draw.small(), "        self.v = v"]
        for name in draw.sample(sorted(operators), 2):
            reflected = draw.of("", "r", "i")
            result = draw.of(f"'C{i}.{reflected}{name}'", "NotImplemented", "self.v", "type(self).__name__ + repr(other)")
            lines.append(f"    def __{reflected}{name}__(self, other): return {result}")
        lines += draw.of(
            [f"    def __repr__(self): return f'<C{i} {{self.v}}>'"], [f"    def __str__(self): return 'str{i}'", f"    def __repr__(self): return f'C{i}({{self.v}})'"],
            [f"    def __repr__(self): return super().__repr__()[:3] + '{i}'"] if bases else ["    def __repr__(self): return 'base'"])
        lines += draw.of(
            ["    def __eq__(self, other): return isinstance(other, C0) and self.v == other.v"],
            ["    def __lt__(self, other): return self.v < other.v"], ["    def __len__(self): return abs(self.v)"],
            [f"    @property", f"    def p(self): return self.v * {draw.small()}", *draw.of([], ["    @p.setter", "    def p(self, x): self.v = x"])],
            [f"    @classmethod", f"    def make(cls, v): return cls(v + {draw.small()})"], [f"    @staticmethod", "    def s(a, b=2): return a, b"],
            ["    def __getitem__(self, k): return (5, 6, 7)[k]"], ["    def __call__(self, *a): return (self.v, a)"], ["    def __contains__(self, x): return x == self.v"],
            ["    def __iter__(self): yield from range(abs(self.v) % 4)"], [f"    def __getattr__(self, name): return '{i}' + name"],
            ["    def __bool__(self): return self.v > 2"], ["    def __hash__(self): return 7"], ["    __slots__ = ('w',)"],
            [f"    def m(self): return ['C{i}'] + (super().m() if hasattr(super(), 'm') else [])"])
    last = f"C{count - 1}"
    lines.append(SHOW.rstrip())
    a, b = f"C{draw.randrange(count)}({draw.small()})", f"{last}({draw.small()})"
    expressions = [f"[c.__name__ for c in {last}.__mro__]"]
    for _ in range(7):
        expressions.append(draw.of(
            f"{a} {draw.of(*operators.values())} {draw.of(b, draw.small())}", f"{draw.small()} {draw.of(*operators.values())} {b}",
            f"{a} {draw.of('==', '<', '>', '!=', '<=')} {b}", f"{a}", f"str({b})", f"len({b})", f"{b}.p", f"{last}.make({draw.small()})", f"{a}.s(1)",
            f"{b}[{draw.small()}:2]", f"{b}(1, 2)", f"{draw.small()} in {b}", f"list({b})", f"{b}.anything", f"bool({b})", f"hash({b}) == 7",
            f"{b}.m()", f"setattr({b}, 'p', 3)", f"sorted([{a}, {b}])", f"-{b}", f"f'{{{b}}}'", f"isinstance({b}, C0)", f"issubclass({last}, C0)",
            f"(lambda x: [x := x {draw.of('+', '-', '*')} 1, x])({b})", f"{b} and 1"))
    return "\n".join(lines) + "\n" + "".join(f"show(lambda: {e})\n" for e in expressions)


@topic(50)
def generators(draw):
    lines = ["def g(n):"]
    body = []
    for i in range(draw.randint(2, 4)):
        body += draw.of(
            [f"x = yield {draw.small()}", "print('got', x)"], [f"for i in range(n): yield i * {draw.small()}"],
            ["yield from h(n)"], ["r = yield from h(2)", "print('r', r)"],
            ["try:", f"    yield {draw.word()}", "except ValueError as e:", "    print('caught', e)", f"    yield {draw.small()}"],
            ["try:", "    yield 1", "finally:", "    print('cleanup')"], [f"if n > {draw.randint(0, 4)}: return {draw.small()}"],
            ["while n:", "    n -= 1", "    if (yield n): break"], [f"yield [(yield {draw.small()}), (yield)]"])
    lines += ["    " + b for b in body]
    lines += ["def h(m):", f"    a = yield {draw.word()}", *draw.of([], ["    try:", "        yield m", "    except TypeError: yield 'TE'"]), f"    return a"]
    lines += ["def drive(f, *a):", "    try: print(f(*a))", "    except BaseException as e: print(type(e).__name__, e.args)",
              f"it = g({draw.randint(0, 4)})"]
    for _ in range(draw.randint(4, 9)):
        lines.append(draw.of("drive(next, it)", "drive(next, it)", "drive(next, it, 'end')", f"drive(it.send, {draw.of('None', draw.small(), draw.word())})",
                             f"drive(it.throw, {draw.of('ValueError', 'TypeError', 'KeyError')}({draw.word()}))"))
    lines.append(draw.of("drive(it.close)", "drive(list, it)", f"drive(sum, (x * x for x in {draw.ints()} if x > 0))", f"print(list(zip(g(2), range(3))))",
                         "print(*g(3))", "a, *b = g(1); print(a, b)"))
    lines.append("drive(next, it)")
    return "\n".join(lines) + "\n"


@topic(60)
def exceptions(draw):
    kinds = ["ValueError", "KeyError", "TypeError", "ZeroDivisionError", "IndexError", "RuntimeError", "LookupError"]
    counter = [0]
    def statement(depth, loop, indent):
        pad = "    " * indent
        counter[0] += 1
        simple = draw.of(
            f"{pad}print('s{counter[0]}')", f"{pad}raise {draw.choice(kinds)}({draw.word()})", f"{pad}1 // 0", f"{pad}[][{draw.small()}]", f"{pad}return {counter[0]}",
            f"{pad}{{}}[{draw.word()}]", f"{pad}assert False, {draw.word()}", *([f"{pad}break", f"{pad}continue"] if loop else []), f"{pad}log.append({counter[0]})",
            f"{pad}raise", f"{pad}raise {draw.choice(kinds)} from {draw.of('None', 'KeyError(1)')}", f"{pad}int('x')")
        if depth == 0 or draw.random() < 0.35:
            return [simple]
        def block(loop=loop):
            out = []
            for _ in range(draw.randint(1, 2)):
                out += statement(depth - 1, loop, indent + 1)
            return out
        kind = draw.random()
        if kind < 0.55:
            out = [f"{pad}try:"] + block()
            handlers = draw.randint(0, 2)
            for _ in range(handlers):
                out += [f"{pad}except {draw.of(draw.choice(kinds), f'({draw.choice(kinds)}, {draw.choice(kinds)})', 'Exception')} as e:",
                        f"{pad}    print('caught', type(e).__name__, e.args, type(e.__context__).__name__)"] + block()
            if handlers and draw.random() < 0.4:
                out += [f"{pad}else:"] + block()
            if not handlers or draw.random() < 0.5:
                out += [f"{pad}finally:"] + block(False if draw.random() < 0.7 else loop)
            return out
        if kind < 0.75:
            return [f"{pad}for i{counter[0]} in range({draw.randint(1, 3)}):"] + block(True) + (
                [f"{pad}else:", f"{pad}    print('else')"] if draw.random() < 0.5 else [])
        if kind < 0.9:
            return [f"{pad}with Manager({draw.of(True, False)}):"] + block()
        return [f"{pad}if len(log) % 2:"] + block() + [f"{pad}else:"] + block()
    lines = ["log = []", "class Manager:", "    def __init__(self, quiet): self.quiet = quiet", "    def __enter__(self): log.append('in'); return self",
             "    def __exit__(self, kind, error, trace):", "        print('exit', kind and kind.__name__)", "        return self.quiet", "def f():"]
    for _ in range(3):
        lines += statement(3, False, 1)
    lines += ["try:", "    print(f())", "except Exception as e:", "    print('out', type(e).__name__, e.args)", "    c = e", "    while c := c.__context__: print('context', repr(c))", "print(log)", "f()"]
    return "\n".join(lines) + "\n"


@topic(50)
def matching(draw):
    def pattern(names, depth=2):
        kind = draw.random()
        def name():
            fresh = f"n{len(names)}"
            names.append(fresh)
            return fresh
        if depth == 0 or kind < 0.25:
            return draw.of(lambda: draw.randint(-3, 3), lambda: draw.of("None", "True"), lambda: repr(draw.choice("abc")), name, lambda: "_", lambda: "2.5")()
        if kind < 0.5:
            parts = [str(pattern(names, depth - 1)) for _ in range(draw.randint(0, 3))]
            if draw.random() < 0.4:
                parts.insert(draw.randint(0, len(parts)), "*" + draw.of(name, lambda: "_")())
            return "[" + ", ".join(parts) + "]"
        if kind < 0.65:
            parts = [f"{k!r}: {pattern(names, depth - 1)}" for k in draw.sample(["a", "b", 1], draw.randint(0, 2))]
            if draw.random() < 0.3:
                parts.append("**" + name())
            return "{" + ", ".join(parts) + "}"
        if kind < 0.8:
            return draw.of(lambda: f"int({name()})", lambda: "str()", lambda: f"P({pattern(names, depth - 1)}, y={pattern(names, depth - 1)})", lambda: "P()", lambda: f"list({name()})", lambda: f"float() | int()")()
        if kind < 0.9:
            return f"({draw.randint(-3, 3)} | {draw.choice('abc')!r} | None)"
        inner = pattern(names, depth - 1)
        return f"({inner} as {name()})" if inner != "_" and not str(inner).startswith("n") else inner
    def subject(depth=2):
        if depth == 0 or draw.random() < 0.35:
            return draw.of(str(draw.randint(-3, 3)), repr(draw.choice("abc")), "None", "True", "2.5")
        parts = [subject(depth - 1) for _ in range(draw.randint(0, 3))]
        return draw.of("[" + ", ".join(parts) + "]", "(" + "".join(p + ", " for p in parts) + ")", f"{{'a': {subject(depth - 1)}, {draw.of(1, repr('b'))}: {subject(depth - 1)}}}",
                       f"P({subject(depth - 1)}, {subject(depth - 1)})")
    lines = ["class P:", "    __match_args__ = ('x', 'y')", "    def __init__(self, x, y): self.x, self.y = x, y", "    def __repr__(self): return f'P({self.x!r}, {self.y!r})'", "def f(v):", "    match v:"]
    irrefutable = False
    for i in range(draw.randint(3, 5)):
        names = []
        p = str(pattern(names))
        guard = f" if {draw.choice(names)} != {draw.small()}" if names and draw.random() < 0.3 else ""
        if (p == "_" or p.startswith("n") and p[1:].isdigit()) and not guard:
            p = f"[{p}]"
        lines += [f"        case {p}{guard}:", f"            return {i}, {', '.join(names + ['0'])}"]
    lines += ["        case _:", "            return 'none'"]
    lines += [f"print(f({subject()}))" for _ in range(8)]
    return "\n".join(lines) + "\n"


@topic(50)
def mappings(draw):
    lines = [f"d = {{{', '.join(f'{draw.key()}: {draw.small()}' for _ in range(4))}}}", f"s = set({draw.ints()})", f"f = frozenset({draw.ints()})"]
    for _ in range(10):
        k, v, other = draw.key(), draw.value(1), f"{{{draw.key()}: {draw.small()}, {draw.key()}: 0}}"
        lines.append(draw.of(
            f"d[{k}] = {v}", f"show(lambda: d.pop({k}))", f"show(lambda: d.pop({k}, {v}))", f"show(lambda: d[{k}])", f"show(lambda: d.setdefault({k}, {v}))", f"show(lambda: d | {other})",
            f"d.update({other})", f"show(lambda: list(d.items()))", "show(lambda: d.popitem())", f"show(lambda: d.get({k}, {v}))", f"show(lambda: {k} in d)", f"show(lambda: dict.fromkeys({draw.ints()}, {v}))",
            f"show(lambda: sorted(d.keys() {draw.of('&', '-')} {draw.ints()}, key=str))", f"show(lambda: list(reversed(d)))", f"d |= {other}", f"show(lambda: sorted(s {draw.of('&', '|', '^', '-')} f))",
            f"s.add({draw.small()})", f"s.discard({draw.small()})", f"show(lambda: s.remove({draw.small()}))", f"show(lambda: (s {draw.of('<', '<=', '==', '>', '>=', '!=')} f, s.isdisjoint(f)))",
            f"show(lambda: sorted(s.{draw.of('union', 'intersection', 'difference', 'symmetric_difference')}({draw.ints()})))", f"s.{draw.of('update', 'intersection_update', 'difference_update', 'symmetric_difference_update')}({draw.ints()})",
            f"show(lambda: {{{v}: 1}})", f"show(lambda: {{**d, {k}: {v}}})", f"show(lambda: dict({draw.of('a=1, b=2', '[(1, 2), (3, 4)]', '[1]', '[(1, 2, 3)]', '1')}))", f"show(lambda: hash(f) == hash(frozenset(f)))",
            f"show(lambda: dict(zip({draw.words()}, {draw.ints()})))"))
    lines.append("print(d, sorted(s), len(f))")
    return SHOW + "\n".join(lines) + "\n"


@topic(40)
def sorting(draw):
    lines = []
    for _ in range(8):
        items = draw.of(draw.ints(2, 12), draw.words(9), f"[{', '.join(draw.float() for _ in range(5))}]", f"[({draw.small()}, {draw.word()}), ({draw.small()}, {draw.word()}), (1, 'a')]",
                        f"[{draw.small()}, {draw.word()}, 2.5]", f"[{draw.ints()}, {draw.ints()}, {draw.ints()}]")
        key = draw.of("", ", key=str", ", key=lambda x: (len(str(x)), str(x))", ", key=repr", ", key=lambda x: -x", ", key=len", ", key=abs", ", key=type(0).__neg__")
        lines.append(draw.of(f"sorted({items}{key}{draw.of('', ', reverse=True')})", f"max({items}{key})", f"min({items}{key}, default='d')", f"(lambda a: (a.sort({key[2:]}), a))({items})",
                             f"[i for i, v in sorted(enumerate({items}), key=lambda p: p[1])]", f"list(map(str, sorted({items}{key})))", f"sorted(set({items}), key=repr)[:3]", f"heapq.nsmallest(3, {items}{key})",
                             f"list(heapq.merge(sorted({draw.ints()}), sorted({draw.ints()})))", f"bisect.bisect_{draw.of('left', 'right')}(sorted({draw.ints()}), {draw.small()})"))
    return "import bisect, heapq\n" + shown(lines)


@topic(50)
def itertools_calls(draw):
    lines = []
    for _ in range(9):
        a, b, n = draw.ints(0, 5), draw.of(draw.ints(0, 5), draw.word()), draw.randint(-1, 4)
        lines.append("list(" + draw.of(
            f"accumulate({a}{draw.of('', ', max', ', operator.mul', ', initial=3', ', lambda x, y: x - y')})", f"chain({a}, {b})", f"chain.from_iterable([{a}, {b}])", f"combinations({b}, {n})",
            f"combinations_with_replacement({a[:20].rsplit(',', 1)[0].rstrip('],') + ']'}, {max(n, 0)})", f"permutations({b}[:4], {draw.of(n, None)})", f"product({a}[:3], {b}[:3]{draw.of('', ', repeat=2')})", f"compress({a}, {b})",
            f"{draw.of('dropwhile', 'takewhile', 'filterfalse')}(lambda x: x > {draw.small()}, {a})", f"islice({b}, {n}, {draw.of('None', '5')}, {draw.of(1, 2, 0)})", f"islice(count({draw.small()}, {draw.of(1, -2, 0.5)}), {abs(n)})",
            f"islice(cycle({b}), 7)", f"repeat({draw.value(1)}, {n})", f"starmap(pow, [(2, {abs(n)}), (3, 2)])", f"(k, list(g)) for k, g in groupby({b})", f"(k, list(g)) for k, g in groupby(sorted({a}), key=lambda x: x % 3)",
            f"zip_longest({a}, {b}, fillvalue={draw.small()})", f"pairwise({b})", f"zip({a}, {b}{draw.of('', ', strict=True')})", f"map(operator.add, {a}, {a})", f"zip(*tee({a}))", f"enumerate({b}, {n})", f"filter(None, {a})", f"reversed({a})") + ")")
    return "import operator\nfrom itertools import *\n" + shown(lines)


@topic(40)
def functools_calls(draw):
    lines = ["import functools, operator", "from functools import *", "calls = []", "@lru_cache(maxsize=%s)" % draw.of("None", "2", "1", "0"), "def slow(n, k=1):", "    calls.append(n)", "    return n * k", "@singledispatch", "def kind(x): return 'object'",
             "@kind.register", "def _(x: int): return 'int'", "@kind.register(list)", "def _(x): return 'list'", "@total_ordering", "class T:", "    def __init__(self, v): self.v = v", "    def __eq__(self, o): return self.v == o.v",
             f"    def __{draw.of('lt', 'le', 'gt', 'ge')}__(self, o): return self.v {draw.of('<', '<=')} o.v"]
    expressions = []
    for _ in range(9):
        expressions.append(draw.of(
            f"reduce(operator.{draw.of('add', 'mul', 'sub', 'or_', 'xor')}, {draw.ints()}{draw.of('', ', 1')})", f"slow({draw.small()}{draw.of('', ', k=2')})", f"slow({draw.small()})", "slow.cache_info()", "(slow.cache_clear(), calls)", f"kind({draw.value(1)})",
            f"T({draw.small()}) {draw.of('<', '<=', '>', '>=')} T({draw.small()})", f"partial(pow, {draw.small()})({draw.randint(0, 4)})", f"partial(sorted, reverse=True)({draw.ints()})", f"sorted({draw.ints()}, key=cmp_to_key(lambda a, b: {draw.of('a - b', 'b - a', '(a % 3) - (b % 3)')}))",
            f"operator.itemgetter({draw.small()}{draw.of('', ', 0')})({draw.ints(2, 7)})", f"operator.attrgetter({draw.of('real', 'imag', 'nope')!r})({draw.small()})", f"operator.methodcaller('count', {draw.small()})({draw.ints()})", "wraps(slow)(lambda: 1).__name__",
            f"partial(partial(pow, 2), {draw.randint(0, 5)})()", f"operator.{draw.of('lt', 'eq', 'floordiv', 'concat', 'contains', 'pow', 'is_', 'sub')}({draw.small()}, {draw.small()})", f"partial(int, base={draw.of(2, 8, 16)})('101')"))
    return "\n".join(lines) + "\n" + shown(expressions)


@topic(50)
def collections_calls(draw):
    lines = ["from collections import *", f"c = Counter({draw.word()}); d = deque({draw.ints()}, {draw.of('None', '5', '3')}); o = OrderedDict([(1, 'a'), (2, 'b'), (3, 'c')]); q = defaultdict({draw.of('int', 'list', 'str')})", "P = namedtuple('P', 'x y z', defaults=[9])", "m = ChainMap({'a': 1}, {'a': 2, 'b': 3})"]
    expressions = []
    for _ in range(11):
        n, w, a = draw.small(), draw.word(), draw.ints()
        expressions.append(draw.of(
            f"c.most_common({draw.of('', '2')})", f"c {draw.of('+', '-', '&', '|')} Counter({w})", f"c.update({w})", f"c.subtract({w})", "sorted(c.elements())", "c.total()", f"c[{w}]", f"c {draw.of('==', '<=', '>')} Counter({w})", "+c",
            f"d.append({n})", f"d.appendleft({n})", "d.pop()", "d.popleft()", f"d.rotate({n})", f"d.extend({a})", f"d.extendleft({a})", f"d.index({n})", f"d.remove({n})", f"d[{n}]", f"d.insert({n}, 0)", "d", "d.maxlen", f"d.count({n})", f"d == deque({a})", "d.reverse()", "list(reversed(d))",
            f"o.move_to_end({n}{draw.of('', ', last=False')})", f"o.popitem({draw.of('', 'last=False')})", "o", f"o == {{1: 'a'}}", f"q[{n}]", "q", f"P(1, 2)", f"P({n})", f"P(1, 2)._replace({draw.of('x', 'w')}={n})", "P(1, 2)._asdict()", "P._fields, P._field_defaults", f"P._make({a})", f"P(1, y={n}).y",
            "m['a'], m['b']", "m['zz']", f"m.new_child({{'c': {n}}})", "dict(m)", "m.parents", "list(m)", f"UserList({a})[1:]", f"UserDict(a={n})", f"UserString({w}).upper()", "P(1, 2) == (1, 2, 9)", "hash(P(1, 2)) == hash((1, 2, 9))"))
    return "\n".join(lines) + "\n" + shown(expressions)


@topic(60)
def re_calls(draw):
    def regex(depth=2):
        if depth == 0 or draw.random() < 0.3:
            return draw.of("a", "b", ".", r"\d", r"\w", r"\s", "[ab]", "[^a]", "[a-c0-9]", r"\b", "x", "é", r"\W", "^", "$", " ")
        a, b = regex(depth - 1), regex(depth - 1)
        return draw.of(a + b, a + b, f"(?:{a}){draw.of('*', '+', '?', '{2}', '{1,2}', '*?', '+?', '??')}", f"{a}|{b}", f"({a})", f"({a}){b}", f"(?P<n{draw.randint(0, 9)}>{a})", f"({a})\\1" if draw.random() < 0.3 else a, f"(?={a})", f"(?!{a})", f"(?i:{a})")
    lines = []
    for _ in range(8):
        pattern = repr(regex(3))
        text = repr("".join(draw.choice("aabbc1 2_xéA\n") for _ in range(draw.randint(0, 12))))
        lines.append(draw.of(
            f"re.findall({pattern}, {text})", f"re.sub({pattern}, {draw.of('-', '<' + chr(92) + 'g<0>>', '')!r}, {text}{draw.of('', ', count=1')})", f"re.split({pattern}, {text}{draw.of('', ', 1')})", f"re.search({pattern}, {text})",
            f"re.match({pattern}, {text})", f"re.fullmatch({pattern}, {text})", f"[(m.span(), m.groups()) for m in re.finditer({pattern}, {text})]", f"re.subn({pattern}, lambda m: m[0].upper(), {text})",
            f"(lambda m: m and (m.groupdict(), m.lastindex, m.start(), m.group()))(re.search({pattern}, {text}, re.{draw.of('I', 'M', 'S', 'X')}))", f"re.compile({pattern}).groups", f"re.escape({text})"))
    return "import re\n" + shown(lines)


@topic(40)
def json_calls(draw):
    lines = []
    for _ in range(7):
        value = draw.value(3).replace("...", "None")
        options = draw.of("", ", indent=2", ", indent=1", ", sort_keys=True", ", separators=(',', ':')", ", ensure_ascii=False", ", skipkeys=True", ", default=str", ", allow_nan=False")
        lines.append(draw.of(
            f"json.dumps({value}{options})", f"json.dumps({value}{options})", f"json.loads(json.dumps({value}, skipkeys=True))",
            f"json.loads({draw.of('[1, 2', '{', '{}', 'nul', '[1,]', '1.5e3', chr(34) + 'a' + chr(92) + 'u00e9' + chr(34), '{' + chr(34) + 'a' + chr(34) + ': 1}', '[1] x', '-', '', 'NaN', '[true, null]', '01', '{1: 2}', chr(34) + 'a')!r})",
            f"json.loads('{{\"a\": [1, {{\"b\": 2.0}}]}}', {draw.of('object_hook=lambda d: sorted(d.items())', 'parse_float=str', 'parse_int=float', 'object_pairs_hook=tuple')})", f"print(json.dumps({value}{options}))"))
    return "import json\n" + shown(lines)


@topic(50)
def control_flow(draw):
    counter = [0]
    def block(depth, loop, indent, names):
        out = []
        for _ in range(draw.randint(1, 3)):
            out += statement(depth, loop, indent, names)
        return out
    def condition():
        return draw.of(f"{draw.choice('abc')} {draw.of('<', '>', '==', '!=', '<=')} {draw.of(draw.small(), draw.choice('abc'))}", f"{draw.choice('abc')} % {draw.randint(2, 4)}", f"not {draw.choice('abc')}", f"{draw.small()} < {draw.choice('abc')} < {draw.small()}", f"(a := a - 1) > 0", f"{draw.choice('abc')} in {draw.ints()}")
    def statement(depth, loop, indent, names):
        pad = "    " * indent
        counter[0] += 1
        if depth == 0 or draw.random() < 0.4:
            return [pad + draw.of(f"{draw.choice('abc')} {draw.of('+=', '-=', '=', '*=')} {draw.of(draw.small(), draw.choice('abc'))} % 50", f"print({counter[0]}, a, b, c)", f"a, b = b, a", f"a, *_, c = {draw.ints(2, 5)}", f"c = [a, b][{draw.of(0, 1, -1)}]", *(["break", "continue"] if loop else []), "pass", f"a = b if {condition()} else c", f"b = {condition()} or c", "c = int(a and b)")]
        kind = draw.random()
        if kind < 0.35:
            out = [f"{pad}if {condition()}:"] + block(depth - 1, loop, indent + 1, names)
            if draw.random() < 0.5:
                out += [f"{pad}elif {condition()}:"] + block(depth - 1, loop, indent + 1, names)
            if draw.random() < 0.5:
                out += [f"{pad}else:"] + block(depth - 1, loop, indent + 1, names)
            return out
        if kind < 0.7:
            out = [f"{pad}for {draw.choice('abc')} in {draw.of(f'range({draw.randint(0, 4)})', draw.ints(0, 4), f'range({draw.small()}, {draw.small()}, {draw.of(1, -1, 2)})')}:"] + block(depth - 1, True, indent + 1, names)
        else:
            w = f"w{counter[0]}"
            out = [f"{pad}{w} = {draw.randint(1, 4)}", f"{pad}while {w} > 0 and {condition()}:", f"{pad}    {w} -= 1"] + block(depth - 1, True, indent + 1, names)
        if draw.random() < 0.4:
            out += [f"{pad}else:"] + block(depth - 1, loop, indent + 1, names)
        return out
    scoped = draw.random() < 0.5
    lines = [f"a, b, c = {draw.small()}, {draw.small()}, {draw.small()}"]
    for _ in range(3):
        lines += statement(3, False, 0, "abc")
    lines.append("print(a, b, c)")
    if scoped:
        lines = ["def f():"] + ["    " + line for line in lines] + ["f()"]
    return "\n".join(lines) + "\n"


@topic(50)
def calls(draw):
    names = ["a", "b", "c", "d"]
    positional = draw.randint(0, 2)
    parameters = []
    seen_default = False
    for i in range(draw.randint(0, 3)):
        seen_default = seen_default or draw.random() < 0.3
        parameters.append(names[i] + (f"={draw.small()}" if seen_default else ""))
    if len(parameters) >= 1 and draw.random() < 0.3:
        parameters.insert(draw.randint(1, len(parameters)), "/")
    star = draw.random()
    if star < 0.4:
        parameters.append("*rest")
    elif star < 0.6:
        parameters.append("*")
    if star < 0.6:
        parameters.append("k" + draw.of("", f"={draw.small()}"))
    if draw.random() < 0.4:
        parameters.append("**more")
    result = ", ".join(p.strip("*").split("=")[0] for p in parameters if p not in "*/") or "None"
    lines = []
    for _ in range(8):
        arguments = [draw.small() for _ in range(draw.randint(0, 4))]
        if draw.random() < 0.3:
            arguments.append(f"*{draw.ints(0, 3)}")
        arguments += [f"{n}={draw.small()}" for n in draw.sample(names + ["k", "z"], draw.randint(0, 2))]
        if draw.random() < 0.3:
            arguments.append(f"**{{{draw.choice(names + ['k', 'y'])!r}: {draw.small()}}}")
        lines.append(f"f({', '.join(arguments)})")
    unpack = [f"*a, b = {draw.ints(0, 4)}", f"a, b = {draw.ints(1, 3)}", f"(a, *b), c = [{draw.word()}, {draw.small()}]", f"a, (b, c) = 1, {draw.ints(1, 3)}", f"[a, *b, c] = {draw.word()}", f"a = b = {draw.value(1)}", f"for a, *b in [{draw.ints(1, 3)}, {draw.ints(0, 3)}]: print(a, b)"]
    text = f"def f({', '.join(parameters)}): return ({result},)\n" + shown(lines)
    for line in draw.sample(unpack, 3):
        text += f"try:\n    {line}\n    print(a, b)\nexcept Exception as e:\n    print(type(e).__name__, e)\n"
    return text


@topic(80)
def errors(draw):
    """Programs that end with a traceback, from functions at some depth."""
    depth = draw.randint(0, 4)
    failing = draw.of(
        f"[{draw.small()}, 2][{draw.randint(5, 9)}]", f"{draw.word()} + {draw.small()}", f"{{}}[{draw.key()}]", f"{draw.small()} / 0", f"int({draw.word()} + 'q')", f"None.attribute", f"({draw.value(1)}).nothing", f"len({draw.small()})", f"undefined_{draw.choice('abc')}",
        f"{draw.value(1)}()", f"{draw.value(1)} < {draw.value(1)} < object()", f"next(iter(()))", f"[].pop()", f"float({draw.word()} + 'z')", f"a, b = {draw.ints(3, 4)}", f"import nothing_{draw.choice('xy')}", f"from math import {draw.of('sine', 'squareroot')}", f"raise {draw.of('ValueError', 'KeyError', 'Custom', 'StopIteration', 'OSError')}({draw.value(1)})",
        f"assert {draw.of('0', 'not 1', '[]')}, {draw.word()}", f"helper({draw.of('', '1, 2', 'z=1')})", f"for x in {draw.small()}: pass", f"with {draw.small()}: pass", f"del unknown", f"'{{}} {{}}'.format({draw.small()})", f"'%d' % {draw.word()}", f"range(0, 5, 0)", f"(lambda x: x)(1, 2)",
        f"{draw.word()}.join([1])", f"max([])", f"set([[]])", f"sorted([1, 'a'])", f"int.from_bytes(3)", f"chr({draw.randint(-5, -1)})", f"print(1, seperator=2)", f"x{draw.randint(1, 3)} += 1", f"raise {draw.small()}", f"raise Custom from {draw.of('KeyError(1)', 'None', '3')}", f"Custom().args[3]", f"class D(int, str): pass", f"type('E', (1,), {{}})", f"super().nothing()", f"(x for x in 3)", f"list(1 // x for x in [1, 0])", f"{{1: 2}}.get()", f"global_name.attribute.other")
    lines = ["class Custom(Exception):", "    pass", "", "def helper(a):", "    return a", ""]
    inner = failing
    for i in range(depth):
        lines.append(f"def level{i}({draw.of('', 'n=1', '*args')}):")
        body = [inner] if i == 0 else [draw.of(f"return level{i - 1}()", f"x = [level{i - 1}() for _ in range(2)]", f"return (level{i - 1}(),", f"return list(map(lambda _: level{i - 1}(), [1]))", f"with_value = level{i - 1}() or 2", f"if True: level{i - 1}()")]
        if body[0].endswith(","):
            body.append("        1)")
        style = draw.random()
        if style < 0.3:
            body = ["try:"] + ["    " + b for b in body] + draw.of(["finally:", "    print('finally')"], [f"except {draw.of('ValueError', 'LookupError', 'TypeError')} as e:", f"    raise {draw.of('Custom', 'RuntimeError')}({draw.word()}){draw.of('', ' from e', ' from None')}"],
                                                                  [f"except Exception:", "    print('again')", "    raise"], ["except ZeroDivisionError:", "    pass", "else:", "    print('else')"])
        elif style < 0.4:
            body.insert(0, f"y = {draw.small()}")
        lines += ["    " + b for b in body] + [""]
    lines.append(f"level{depth - 1}()" if depth else failing)
    return "\n".join(lines) + "\n"


def main():
    for name, (function, count) in COUNTS.items():
        draw = Draw(name)
        folder = CASES / f"random_{name}" if name != "errors" else CASES / "errors_random"
        folder.mkdir(parents=True, exist_ok=True)
        made = {}
        while len(made) < count:
            text = function(draw)
            try:
                compile(text, "input.py", "exec")
            except (SyntaxError, ValueError):
                continue
            made[f"{name}_{len(made):02}"] = text
        (folder / "programs.txt").write_text("".join(f"=== {name}\n{text}" for name, text in made.items()), encoding="utf-8")


if __name__ == "__main__":
    main()
