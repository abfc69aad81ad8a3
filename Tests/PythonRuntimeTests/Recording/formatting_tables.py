"""Records the formatting tables: values, specifications and what CPython 3.11 makes of them.

Run as `python3.11 Tests/PythonRuntimeTests/Recording/formatting_tables.py`; it rewrites every `table.tsv` below
`Cases/formatting`. The generator is seeded, so the tables change only when this script does.

A line is `operation TAB argument TAB argument TAB result`; texts are JSON strings, floats are `float.hex()`, and a
result that is an exception is `!Type: message`.
"""

import json
import pathlib
import random
import struct
import sys

assert sys.version_info[:2] == (3, 11), "the tables are those of CPython 3.11"
FOLDER = pathlib.Path(__file__).parent.parent / "Cases" / "formatting"
random.seed(20240611)


def outcome(function):
    try:
        return json.dumps(function())
    except Exception as error:
        return f"!{type(error).__name__}: {error}"


def write(name, rows):
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "table.tsv", "w", encoding="utf-8", newline="\n") as file:
        file.write(f"# CPython {sys.version.split()[0]}, made by Recording/formatting_tables.py\n")
        for row in rows:
            file.write("\t".join(row) + "\n")


def any_double():
    kind = random.randrange(8)
    if kind == 0:
        return struct.unpack("<d", random.randbytes(8))[0]
    if kind == 1:
        return random.uniform(-10, 10)
    if kind == 2:
        return round(random.uniform(-1000, 1000), random.randrange(5))
    if kind == 3:
        return random.randrange(-10**6, 10**6) / 2 ** random.randrange(12)
    if kind == 4:
        return float(f"{random.randrange(1, 1000)}e{random.randrange(-30, 30)}")
    if kind == 5:
        return random.choice([0.0, -0.0, 1.0, 0.5, 1.5, 2.5, 0.125, 1e16, 1e15, 1e-4, 1e-5, 123456789.0, 9.9999995,
                              0.1, 0.2, 0.3, 1 / 3, 2 / 3, 1e22, 1e23, 5e-324, 2.2250738585072014e-308,
                              1.7976931348623157e308, 9007199254740993.0, 1e17, 12345678901234567.0, 1e300, 1e-300])
    if kind == 6:
        return random.choice([float("inf"), -float("inf"), float("nan"), 0.0, -0.0])
    return random.randrange(10**17) / 10 ** random.randrange(18)


rows = []
for _ in range(2500):
    value = any_double()
    rows.append(("repr", value.hex(), "", outcome(lambda: repr(value))))
for _ in range(500):
    value = any_double()
    rows.append(("hex", value.hex(), "", outcome(lambda: value.hex())))
write("float_repr", rows)

rows = []
for _ in range(4000):
    value = any_double()
    precision = random.choice([0, 1, 2, 3, 4, 5, 6, 6, 8, 10, 12, 15, 16, 17, 18, 19, 20, 22, 25, 30, 60])
    spec = f".{precision}{random.choice('efg')}"
    rows.append(("format", value.hex(), json.dumps(spec), outcome(lambda: format(value, spec))))
write("float_digits", rows)


def any_spec(types):
    spec = ""
    if random.random() < 0.4:
        if random.random() < 0.5:
            spec += random.choice("*0 x_é→")
        spec += random.choice("<>^=")
    if random.random() < 0.3:
        spec += random.choice("+- ")
    if random.random() < 0.1:
        spec += "z"
    if random.random() < 0.2:
        spec += "#"
    if random.random() < 0.2:
        spec += "0"
    if random.random() < 0.5:
        spec += str(random.choice([0, 1, 3, 5, 8, 10, 13, 20]))
    if random.random() < 0.2:
        spec += random.choice([",", "_", "_", ",", ",_", "_,"])
    if random.random() < 0.4:
        spec += "." + random.choice(["0", "1", "2", "3", "5", "8", "17", ""])
    if random.random() < 0.7:
        spec += random.choice(types)
    if random.random() < 0.02:
        spec += random.choice("qé!d")
    return spec


rows = []
for _ in range(3000):
    value, spec = any_double(), any_spec("efgEFG%n" + "dsx")
    rows.append(("format", value.hex(), json.dumps(spec), outcome(lambda: format(value, spec))))
write("float_specs", rows)

rows = []
for _ in range(3000):
    value = random.choice([0, 1, -1, 7, 42, -42, 255, 1000, 123456, -1234567, 2**31, 2**63 - 1, -2**63, 2**63, 10**20,
                           -3**80, random.randrange(-10**6, 10**6), random.randrange(-10**30, 10**30), 65, 233, 8364])
    spec = any_spec("dbxXoncefg%Es")
    rows.append(("format_int", str(value), json.dumps(spec), outcome(lambda: format(value, spec))))
write("int_specs", rows)

rows = []
for _ in range(1500):
    value = random.choice(["", "a", "abc", "hello world", "é", "日本語", "→x", "😀 smile"])
    spec = any_spec("ssssd")
    rows.append(("format_str", json.dumps(value), json.dumps(spec), outcome(lambda: format(value, spec))))
write("str_specs", rows)

rows = []
for _ in range(1200):
    value = complex(any_double(), any_double())
    spec = any_spec("efgEFGn%d")
    rows.append(("format_complex", value.real.hex() + " " + value.imag.hex(), json.dumps(spec),
                 outcome(lambda: format(value, spec))))
write("complex_specs", rows)

rows = []
floats = ["1", "1.5", " 1.5\n", "1_000.5", "1__0", "_1", "1_", "1._5", ".5", "5.", ".", "", " ", "+1", "-1", "--1", "+-1",
          "inf", "-inf", "Infinity", "iNf", "nan", "-nan", "NaN", "infinit", "1e5", "1E5", "1e+5", "1e-5", "1e", "1e+",
          "1e5_0", "1e_5", "1_e5", "0x10", "1,5", "1 5", "1e400", "-1e400", "1e-400", "4.9e-324", "2.4703282292062327e-324",
          "2.4703282292062328e-324", "1.7976931348623157e308", "1.7976931348623159e308", "9007199254740993",
          "0.1", "123456789012345678901234567890", "٣.١٤", "1٢", "\u00a01\u2003", "1e١", "e5", "-.5", "+.5e1", "-", "j",
          "0.000000000000000000000000000000000000000000001", "1" + "0" * 400, "0." + "0" * 400 + "1", "1.0f", "1L", "١_٢"]
for text in floats:
    rows.append(("parse_float", json.dumps(text), "", outcome(lambda: float(text).hex())))
for _ in range(700):
    text = repr(any_double())
    rows.append(("parse_float", json.dumps(text), "", outcome(lambda: float(text).hex())))
for _ in range(300):
    text = str(random.randrange(10**random.randrange(1, 40))) + "." + str(random.randrange(10**30)) + \
        random.choice(["", f"e{random.randrange(-320, 310)}"])
    rows.append(("parse_float", json.dumps(text), "", outcome(lambda: float(text).hex())))
hexes = ["0x1.8p+1", "1.8", "0x", "", "0x1p", "0x1p+", "-0x0.0p+0", "0x1p1024", "0x1p1023", "0x.8p0", "0x1.", "0x1p-1074",
         "0x1p-1075", "0x1.8p-1075", "0x1.fffffffffffff8p0", "0x1.fffffffffffff7p0", "0x1.fffffffffffffp1023",
         "0x1.fffffffffffff8p1023", "inf", "-Infinity", "nan", "xyz", "0x1g", " 0x1p3 ", "1.00000000000008", "1.00000000000018",
         "0x1.000000000000080000000000000000000000000000001", "0x0.0000000000001p-1022", "1p99999999999999999999", "0p9999999999",
         "0x123456789abcdef0123456789abcdef0123456789", "1..5"]
for text in hexes:
    rows.append(("fromhex", json.dumps(text), "", outcome(lambda: float.fromhex(text).hex())))
for _ in range(200):
    text = f"{random.choice(['', '-'])}0x{random.randrange(16**random.randrange(1, 20)):x}." \
        f"{random.randrange(16**random.randrange(1, 20)):x}p{random.randrange(-1150, 1100)}"
    rows.append(("fromhex", json.dumps(text), "", outcome(lambda: float.fromhex(text).hex())))
ints = ["0", "1", "-1", "+1", " 12 ", "1_000", "1__0", "_1", "1_", "0x1f", "0X1F", "0b101", "0o17", "0x", "0x_1f", "0_", "00",
        "01", "0_0", "1.0", "", " ", "-", "+-1", "1e5", "abc", "zz", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "-9223372036854775809", "1" * 100, "f" * 50, "١٢٣", "7" * 4300, "7" * 4301, "0b2", "0b_1",
        "-0x10", "- 1", "1 1", "\u00a05"]
for text in ints:
    for base in (10, 0, 2, 8, 16, 36, 3):
        rows.append(("parse_int", json.dumps(text), str(base), outcome(lambda: hex(int(text, base)))))
write("parsing", rows)

rows = []
texts = ["", "a", "it's", 'say "hi"', "it's \"both\"", "back\\slash", "tab\tnew\nret\r", "\x00\x01\x1f\x7f", "é", "日本", "😀",
         "\u00a0", "\u200b", "\u2028", "\ufeff", "\u00ad", "\U000e0001", "\ue000", "\u0378", "a\u0301", "\x85", "\u3000", "ǅ"]
for text in texts:
    rows.append(("repr_str", json.dumps(text), "", outcome(lambda: repr(text))))
    rows.append(("ascii", json.dumps(text), "", outcome(lambda: ascii(text))))
    rows.append(("repr_bytes", json.dumps(text), "", outcome(lambda: repr(text.encode()))))
write("text_repr", rows)
