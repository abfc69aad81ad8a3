"""How wide text is, and the little of TeX that labels use."""

# Advance widths of DejaVu Sans in 1/2048 of the size, upright and bold, for the characters from space to tilde.
_WIDTHS = [
    651, 821, 942, 1716, 1303, 1946, 1597, 563, 799, 799, 1024, 1716, 651, 739, 651, 690, 1303, 1303, 1303, 1303, 1303,
    1303, 1303, 1303, 1303, 1303, 690, 690, 1716, 1716, 1716, 1087, 2048, 1401, 1405, 1430, 1577, 1294, 1178, 1587, 1540,
    604, 604, 1343, 1141, 1767, 1532, 1612, 1235, 1612, 1423, 1300, 1251, 1499, 1401, 2025, 1403, 1251, 1403, 799, 690,
    799, 1716, 1024, 1024, 1255, 1300, 1126, 1300, 1260, 721, 1300, 1298, 569, 569, 1186, 569, 1995, 1298, 1253, 1300,
    1300, 842, 1067, 803, 1298, 1212, 1675, 1212, 1212, 1075, 1303, 690, 1303, 1716,
]
_BOLD_WIDTHS = [
    713, 934, 1067, 1716, 1425, 2052, 1786, 627, 936, 936, 1071, 1716, 778, 850, 778, 748, 1425, 1425, 1425, 1425, 1425,
    1425, 1425, 1425, 1425, 1425, 819, 819, 1716, 1716, 1716, 1188, 2048, 1585, 1561, 1503, 1700, 1399, 1399, 1681, 1714,
    762, 762, 1587, 1305, 2038, 1714, 1741, 1501, 1741, 1577, 1475, 1397, 1663, 1585, 2259, 1579, 1483, 1485, 936, 748,
    936, 1716, 1024, 1024, 1382, 1466, 1214, 1466, 1389, 891, 1466, 1458, 702, 702, 1362, 702, 2134, 1458, 1407, 1466,
    1466, 1010, 1219, 979, 1458, 1335, 1892, 1321, 1335, 1192, 1458, 748, 1458, 1716,
]
_OTHER_WIDTHS = {"\u2212": 1716, "\u2026": 2048, "\u2014": 2048, "\u00d7": 1716, "\u00b1": 1716, "\u221e": 1706}

# How far letters reach above and below the baseline, as parts of the size.
ASCENT, DESCENT = 0.76, 0.236
LINE = 1.2

_SYMBOLS = {
    name: symbol for symbol, names in {
        "\u03b1": "alpha", "\u03b2": "beta", "\u03b3": "gamma", "\u03b4": "delta", "\u03b5": "epsilon varepsilon",
        "\u03b6": "zeta", "\u03b7": "eta", "\u03b8": "theta", "\u03b9": "iota", "\u03ba": "kappa", "\u03bb": "lambda",
        "\u03bc": "mu", "\u03bd": "nu", "\u03be": "xi", "\u03c0": "pi", "\u03c1": "rho", "\u03c3": "sigma",
        "\u03c4": "tau", "\u03c5": "upsilon", "\u03c6": "phi varphi", "\u03c7": "chi", "\u03c8": "psi",
        "\u03c9": "omega", "\u0393": "Gamma", "\u0394": "Delta", "\u0398": "Theta", "\u039b": "Lambda",
        "\u039e": "Xi", "\u03a0": "Pi", "\u03a3": "Sigma", "\u03a6": "Phi", "\u03a8": "Psi", "\u03a9": "Omega",
        "\u00d7": "times", "\u00b7": "cdot", "\u00b1": "pm", "\u2213": "mp", "\u2264": "leq le", "\u2265": "geq ge",
        "\u2260": "neq ne", "\u2248": "approx", "\u223c": "sim", "\u221d": "propto", "\u221e": "infty",
        "\u2202": "partial", "\u2207": "nabla", "\u2211": "sum", "\u220f": "prod", "\u222b": "int", "\u2208": "in",
        "\u2192": "to rightarrow", "\u2190": "leftarrow", "\u21d2": "Rightarrow", "\u2026": "ldots dots cdots",
        "\u00b0": "circ degree", "\u2016": "Vert", "\u2113": "ell", "\u2032": "prime", "\u22c6": "star", "\u2217": "ast",
        " ": "quad qquad", "\u2009": ", ; :", "": "! left right displaystyle", "{": "{", "}": "}", "%": "%", "$": "$",
        "_": "_", "#": "#", "&": "&", "|": "|",
    }.items() for name in names.split(" ")
}
_SYMBOLS[" "] = " "
_FUNCTIONS = ("sin", "cos", "tan", "tanh", "sinh", "cosh", "exp", "log", "ln", "max", "min", "lim", "arg", "argmin",
              "argmax", "det", "Pr")
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308",
            "overline": "\u0305"}
_UPRIGHT = ("mathdefault", "mathrm", "text", "mathregular", "operatorname", "mathbf", "mathtt", "mathsf", "textbf",
            "mathcal", "mathbb", "boldsymbol", "mathit", "textrm", "textit")


class _Math:
    """Reads TeX between dollar signs into runs `(text, scale, rise, is_italic)`."""

    def __init__(self, text):
        self.text, self.at, self.runs = text, 0, []

    def add(self, text, scale, rise, italic):
        if text:
            self.runs.append((text, scale, rise, italic))

    def command(self):
        start = self.at = self.at + 1
        while self.at < len(self.text) and self.text[self.at].isalpha():
            self.at += 1
        if self.at == start:
            self.at += 1
        name = self.text[start:self.at]
        if name.isalpha() and self.text[self.at:self.at + 1] == " ":
            self.at += 1
        return name

    def argument(self):
        """The text of the next group or character."""
        while self.text[self.at:self.at + 1] == " ":
            self.at += 1
        if self.text[self.at:self.at + 1] == "{":
            depth, start = 0, self.at + 1
            while self.at < len(self.text):
                letter = self.text[self.at]
                if letter == "\\":
                    self.at += 1
                elif letter == "{":
                    depth += 1
                elif letter == "}":
                    depth -= 1
                    if depth == 0:
                        self.at += 1
                        return self.text[start:self.at - 1]
                self.at += 1
            raise ValueError(f"Expected end of group in {self.text!r}")
        if self.text[self.at:self.at + 1] == "\\":
            start = self.at
            self.command()
            return self.text[start:self.at]
        self.at += 1
        return self.text[self.at - 1:self.at]

    def inner(self, text, scale, rise, upright, depth):
        if depth > 40:
            raise ValueError("TeX is nested too deeply")
        other = _Math(text)
        other.parse(scale, rise, upright, depth + 1)
        self.runs += other.runs

    def parse(self, scale=1.0, rise=0.0, upright=False, depth=0):
        while self.at < len(self.text):
            letter = self.text[self.at]
            if letter in "^_":
                self.at += 1
                shift = 0.38 if letter == "^" else -0.16
                self.inner(self.argument(), scale * 0.7, rise + shift * scale, upright, depth)
            elif letter == "{":
                self.inner(self.argument(), scale, rise, upright, depth)
            elif letter == "\\":
                name = self.command()
                if name in _UPRIGHT:
                    self.inner(self.argument(), scale, rise, name not in ("mathit", "textit"), depth)
                elif name in ("frac", "dfrac", "tfrac"):
                    self.inner(self.argument(), scale, rise, upright, depth)
                    self.add("/", scale, rise, False)
                    self.inner(self.argument(), scale, rise, upright, depth)
                elif name == "sqrt":
                    inside = self.argument()
                    is_single = len(inside) < 2
                    self.add("\u221a" if is_single else "\u221a(", scale, rise, False)
                    self.inner(inside, scale, rise, upright, depth)
                    if not is_single:
                        self.add(")", scale, rise, False)
                elif name in _ACCENTS:
                    self.inner(self.argument(), scale, rise, upright, depth)
                    if self.runs:
                        text, *style = self.runs[-1]
                        self.runs[-1] = (text[:1] + _ACCENTS[name] + text[1:], *style)
                elif name in _FUNCTIONS:
                    self.add(name, scale, rise, False)
                elif name in _SYMBOLS:
                    symbol = _SYMBOLS[name]
                    is_operator = symbol in "\u00d7\u00b1\u2264\u2265\u2260\u2248\u223c\u2208\u2192\u21d2"
                    text = f"\u2009{symbol}\u2009" if symbol and is_operator else symbol
                    self.add(text, scale, rise, symbol.islower() and not upright)
                else:
                    raise ValueError(f"nbrun does not know the TeX command \\{name} in {self.text!r}")
            elif letter == " " and not upright:
                self.at += 1
            else:
                self.at += 1
                if letter == "-":
                    letter = "\u2212"
                is_spaced = not upright and letter in "=+<>\u2212" and rise == 0 and self.runs
                self.add(f"\u2009{letter}\u2009" if is_spaced else letter, scale, rise, letter.isalpha() and not upright)


def runs_of(text):
    """A line of text as runs in one style each."""
    if text.replace("\\$", "").count("$") < 2 or text.replace("\\$", "").count("$") % 2:
        return [(text.replace("\\$", "$"), 1.0, 0.0, False)]
    parts, runs = text.replace("\\$", "\0").split("$"), []
    for i, part in enumerate(parts):
        if i % 2 == 0:
            if part:
                runs.append((part.replace("\0", "$"), 1.0, 0.0, False))
        else:
            math = _Math(part.replace("\0", "\\$"))
            math.parse()
            runs += math.runs
    joined = []
    for run in runs:
        if joined and joined[-1][1:] == run[1:]:
            joined[-1] = (joined[-1][0] + run[0], *run[1:])
        else:
            joined.append(run)
    return joined


def plain(text):
    """The text without TeX's marks, for descriptions."""
    try:
        return " ".join("".join(
            ("^" if rise > 0 else "_" if rise < 0 else "") + part for part, _, rise, _ in runs_of(line))
            for line in str(text).split("\n"))
    except ValueError:
        return str(text)


def width_of(runs, size, bold=False):
    """How wide runs are, in the unit of the size."""
    widths = _BOLD_WIDTHS if bold else _WIDTHS
    total = 0.0
    for text, scale, _, _ in runs:
        units = 0
        for letter in text:
            code = ord(letter)
            if 32 <= code < 127:
                units += widths[code - 32]
            elif letter in _OTHER_WIDTHS:
                units += _OTHER_WIDTHS[letter]
            elif code == 0x2009:
                units += 410
            elif 0x300 <= code < 0x370 or code == 0x20D7:
                pass
            else:
                units += 2048 if code >= 0x2E80 else 1250
        total += units * scale
    return total * size / 2048


class Block:
    """A text of one or more lines, laid out around its baseline."""

    def __init__(self, text, size, bold=False, linespacing=LINE):
        self.size, self.bold = size, bold
        self.lines = [runs_of(line) for line in text.split("\n")]
        self.widths = [width_of(line, size, bold) for line in self.lines]
        self.width = max(self.widths)
        self.step = (ASCENT + DESCENT) * size * linespacing
        rise = max((run[2] + 0.75 * run[1] for run in self.lines[0]), default=0)
        drop = min((run[2] - DESCENT * run[1] for run in self.lines[-1]), default=0)
        self.ascent, self.descent = max(ASCENT, rise) * size, max(DESCENT, -drop) * size
        self.height = self.ascent + self.descent + self.step * (len(self.lines) - 1)
