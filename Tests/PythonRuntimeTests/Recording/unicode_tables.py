"""Writes `Sources/PythonRuntime/Modules/Unicode/UnicodeTables.swift`: what CPython's `unicodedata` tells of characters
and Swift's standard library does not.

Run as `python3.11 Tests/PythonRuntimeTests/Recording/unicode_tables.py`.
"""

import pathlib
import sys
import unicodedata

assert sys.version_info[:2] == (3, 11), "the judge is CPython 3.11"
TARGET = pathlib.Path(__file__).resolve().parents[3] / "Sources/PythonRuntime/Modules/Unicode/UnicodeTables.swift"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
CODES = [code for code in range(0x110000) if not 0xD800 <= code < 0xE000]


def base36(number):
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits or "0"


def runs(of, classes, is_free):
    """Runs of equal classes: how many code points, and the class as a capital letter."""
    found = []
    for code in range(0x110000):
        value = None if 0xD800 <= code < 0xE000 or is_free(code) else of(chr(code))
        if found and value in (None, found[-1][1]):
            found[-1][0] += 1
        elif found and found[-1][1] is None:
            found[-1][0] += 1
            found[-1][1] = value
        else:
            found.append([1, value])
    return "".join(base36(count) + chr(65 + classes.index(value or classes[0])) for count, value in found)


def decompositions(tags):
    """Entries: the distance to the code point before, a tag as a capital letter, what it maps to; runs have a count."""
    entries = []
    for code in CODES:
        text = unicodedata.decomposition(chr(code))
        if not text:
            continue
        tag, *parts = text.split() if text.startswith("<") else ["", *text.split()]
        mapped = [int(part, 16) for part in parts]
        if not tag and unicodedata.normalize("NFC", chr(code)) != chr(code):
            tag = "excluded"
        entries.append((code, tag.strip("<>"), mapped))
    parts = []
    last = 0
    index = 0
    while index < len(entries):
        code, tag, mapped = entries[index]
        count = 1
        while len(mapped) == 1 and entries[index + count:index + count + 1] == [
                (code + count, tag, [mapped[0] + count])]:
            count += 1
        distance = code - last
        parts.append(
            (base36(distance) if distance != 1 else "") + chr(65 + tags.index(tag)) + ",".join(map(base36, mapped))
            + (f"*{base36(count)}" if count > 1 else ""))
        last = code + count - 1
        index += count
    return ";".join(parts)


def literal(name, comment, text):
    lines = [text[start:start + 112] for start in range(0, len(text), 112)]
    return f"  /// {comment}\n  static let {name}: StaticString = \"\"\"\n    " + "\\\n    ".join(lines) + "\n    \"\"\"\n"


def names(name, comment, values):
    lines = "".join(f'    "{value}",\n' for value in values)
    return f"  /// {comment}\n  static let {name} = [\n{lines}  ]\n"


def main():
    bidirectional = sorted({unicodedata.bidirectional(chr(code)) for code in CODES} - {""})
    widths = sorted({unicodedata.east_asian_width(chr(code)) for code in CODES})
    tags = ["", "excluded"] + sorted(
        {unicodedata.decomposition(chr(code)).split()[0].strip("<>") for code in CODES
         if unicodedata.decomposition(chr(code)).startswith("<")})
    TARGET.write_text(
        f"// Made by Tests/PythonRuntimeTests/Recording/unicode_tables.py: Unicode {unicodedata.unidata_version}.\n\n"
        "/// What Swift's standard library does not tell of characters. Numbers have the base 36.\n"
        "enum UnicodeTables {\n"
        + names("tags", "The kinds of decompositions; those of canonical ones have no name in Python.", tags)
        + names("bidirectionalClasses", "The bidirectional classes.", bidirectional)
        + names("widths", "The East Asian widths.", widths)
        + literal(
            "decompositions", "Distance to the last code point, kind, code points and how many entries follow the rule.",
            decompositions(tags))
        + literal(
            "bidirectional", "Runs of bidirectional classes; those of unassigned code points have no meaning.",
            runs(unicodedata.bidirectional, bidirectional, lambda code: unicodedata.category(chr(code)) == "Cn"))
        + literal(
            "eastAsianWidth", "Runs of East Asian widths.",
            runs(unicodedata.east_asian_width, widths, lambda code: False))
        + "}\n", encoding="utf-8")


main()
