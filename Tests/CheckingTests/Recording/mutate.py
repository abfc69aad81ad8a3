"""Makes cases/mutated.txt: right documents of the other files, each with one claim changed, which must fail.

    python3 mutate.py && python3 record.py

Every case whose expectations pass gives one or two mutants; the kinds of change take turns, and chance decides where
(its seed is the case's name, so that a new case changes no mutant of another). What is left out: claims with wildcards, tolerances,
addresses, or marked as random, where a change may be right; and a change after which a claim reads as prose.
"""
import glob, os, random, re, shutil, zlib

HERE = os.path.dirname(os.path.abspath(__file__))
KIND = "beside a value of another kind a comment speaks of something else; it is told as one that met nothing"
WORDS = "what is left reads as prose; the output is told as unchecked"
LATER = "it fails, but with a line further down: the first line alone is prose"
NAME = "`Parameter containing:` names the value, and names may be left out"
CLOSE = "a float of Python may be off by four units in its last place"
PROSE = "the change falls into prose that stands with the claim"
# What mutants do not fail, by the beginnings of their names, and why that is right.
EXCEPTIONS = {
    **{f"values-{name}-value": KIND for name in (
        "dict-value", "number", "size-value", "string-value", "tuple-spaced", "tuple-tuple", "expression", "value-as-it-was")},
    "gradients-mean-value-value": KIND, "plain-header-then-value-missing": WORDS, "plain-several-lines-of-words": WORDS,
    "plain-header-then-value-extra": LATER, "plain-named-tuple-missing": LATER, "plain-named-tuple-swapped": LATER, "sameline-prose-number-first": WORDS,
    "plain-parameter-missing": NAME,
    "plain-bracket-of-code": PROSE, "numbers-python-float-all-digit": CLOSE,
    "prompts-doctest-blankline": "blank lines are layout", "sameline-tail-equation": PROSE,
    **{f"plain-prose-{name}": PROSE for name in (
        "after-output-missing", "after-output-extra", "after-output-swapped", "between-two-swapped")},
}
VALUES = ["tensor([7., 8.])", "torch.Size([9, 1])", "[7, 8, 9]", "tensor(4242)"]
KINDS = ["digit", "sign", "bracket", "shape", "dtype", "gradient", "missing-line", "extra-line", "swapped-lines", "value"]


def claim(lines, first):
    """The places of a claim that begins in a line: (line, column, text) each."""
    line = lines[first]
    text = line.lstrip("> ")
    places = []
    if text.startswith("```"):
        for i in range(first + 1, len(lines)):
            if lines[i].lstrip("> ").startswith("```"):
                break
            column = len(lines[i]) - len(lines[i].lstrip("> ")) if line.startswith(">") else 0
            places.append((i, column, lines[i][column:]))
        return places
    if text.startswith(('"""', "'''")):
        for i in range(first, len(lines)):
            body = lines[i].replace(text[:3], "")
            if body.strip():
                places.append((i, lines[i].index(body), body))
            if text[:3] in lines[i] and (i > first or lines[i].count(text[:3]) == 2):
                break
        return places
    if text.startswith("#"):
        for i in range(first, len(lines)):
            body = lines[i].lstrip()
            if not body.startswith("#") or i > first and "§" in lines[i]:
                break
            column = len(lines[i]) - len(body.lstrip("#"))
            if lines[i][column:column + 1] == " ":
                column += 1
            places.append((i, column, lines[i][column:]))
        return places
    if "#" in line:
        column = line.rindex("#") + 1
        column += line[column:column + 1] == " "
        return [(first, column, line[column:])]
    for i in range(first, len(lines)):
        if lines[i].startswith((">>>", "In [", "```")) or not lines[i].strip():
            break
        places.append((i, 0, lines[i]))
    return places


def numbers(text):
    """The numbers of a text that belong to no name."""
    return [m for m in re.finditer(r"(?<![\w.])-?\d+\.?\d*(?:e[+-]\d+)?", text)]


def change(kind, texts, chance):
    """The lines with one thing changed; None where there is nothing of the kind."""
    texts = list(texts)
    index = chance.choice([i for i, t in enumerate(texts) if t.strip()])
    text = texts[index]
    found = numbers(text)
    if kind == "digit" and found:
        m = chance.choice(found)
        place = chance.choice([k for k in range(m.start(), m.end()) if text[k].isdigit()])
        digit = chance.choice([d for d in "123456789" if d != text[place]])
        texts[index] = text[:place] + digit + text[place + 1:]
    elif kind == "sign" and found:
        m = chance.choice(found)
        if float(m.group()) == 0:
            return None
        texts[index] = text[:m.start()] + (m.group()[1:] if m.group()[0] == "-" else "-" + m.group()) + text[m.end():]
    elif kind == "bracket" and re.search(r"tensor|Size|\[", text):
        m = chance.choice(list(re.finditer(r"[\[\]()]", text)) or [None])
        if m is None:
            return None
        texts[index] = text[:m.start()] + text[m.end():] if chance.random() < 0.5 else text[:m.start()] + m.group() + text[m.start():]
    elif kind == "shape" and "[" in text and found:
        m = chance.choice(found)
        texts[index] = text[:m.end()] + ", " + m.group().lstrip("-") + text[m.end():]
    elif kind == "dtype":
        for old, new in (("float64", "float32"), ("int32", "int64"), ("float32", "float64"), ("int64", "int16"), (")", ", dtype=torch.float16)")):
            if old in text and (old != ")" or re.match(r"\s*tensor\(.*\)$", text)):
                texts[index] = new.join(text.rsplit(old, 1))
                break
        else:
            return None
    elif kind == "gradient":
        for old, new in (("Mul", "Add"), ("Add", "Sub"), ("Sum", "Mean"), ("Mean", "Sum"), ("Pow", "Exp"), (", requires_grad=True", ""), ("Backward", "Forward")):
            if old in text and "grad" in text:
                texts[index] = text.replace(old, new, 1)
                break
        else:
            return None
    elif kind == "missing-line" and len([t for t in texts if t.strip()]) > 1:
        texts[index] = None
    elif kind == "extra-line" and len(texts) > 1:
        texts.insert(index, text)
    elif kind == "swapped-lines" and len(texts) > 1:
        other = next((i for i, t in enumerate(texts) if t.strip() and t.strip() != text.strip()), None)
        if other is None or other == index:
            return None
        texts[index], texts[other] = texts[other], texts[index]
    elif kind == "value" and len(texts) == 1:
        texts[index] = text[:len(text) - len(text.lstrip())] + chance.choice([v for v in VALUES if v != text.strip()])
    else:
        return None
    return texts


def mutant(body, kind, chance):
    lines = body.split("\n")
    marked = [i for i, l in enumerate(lines) if "§pass" in l]
    if not marked:
        return None
    first = chance.choice(marked)
    if len(re.findall("§", lines[first])) > 1:
        return None
    lines[first] = re.sub(r"\s*§pass", "", lines[first])
    places = claim(lines, first)
    whole = "\n".join(t for _, _, t in places)
    if not whole.strip() or re.search(r"\.\.\.|…|0x|tolerance|random|expected|[Oo]utput|[Pp]rints|Out|=>|->|输出|출력|Error", whole):
        return None
    texts = change(kind, [t for _, _, t in places], chance)
    if texts is None or texts == [t for _, _, t in places]:
        return None
    if len(texts) > len(places):
        # A line more stands below the first with the same beginning.
        i, column, _ = places[-1]
        places.append((None, column, ""))
        lines.insert(i + 1, lines[i][:column])
        places[-1] = (i + 1, column, "")
    gone = []
    for (i, column, _), text in zip(places, texts):
        if text is None:
            gone.append(i)
        else:
            lines[i] = lines[i][:column] + text
    kept = [i for i, _, _ in places if i not in gone]
    if "```" in lines[first] or '"""' in lines[first] or "'''" in lines[first]:
        lines[first] += "   §fail"
    else:
        if first in gone and not lines[first].lstrip().startswith("#") and kept[0] != first + 1:
            return None
        lines[kept[0]] += "   §fail"
    return "\n".join(l for i, l in enumerate(lines) if i not in gone)


def main():
    seen, out = set(), []
    for path in sorted(glob.glob(os.path.join(HERE, "cases", "*.txt"))):
        area = os.path.basename(path)[:-4]
        if area in ("mutated", "prose", "random", "errors"):
            continue
        for part in re.split(r"^=== ", open(path, encoding="utf8").read(), flags=re.M)[1:]:
            head, body = part.split("\n", 1)
            name, flags = head.split()[0], head.split()[1:]
            if "crlf" in flags or "§fail" in body or "random" in flags:
                continue
            made = 0
            turn = zlib.crc32(f"{area}-{name}".encode())
            chance = random.Random(turn)
            kinds = KINDS[turn % len(KINDS):] + KINDS[:turn % len(KINDS)]
            if area == "gradients":
                kinds = ["gradient"] + kinds
            for kind in kinds:
                text = mutant(body.rstrip("\n"), kind, chance)
                if text and text not in seen and not f"{area}-{name}-{kind}".startswith(tuple(EXCEPTIONS)):
                    seen.add(text)
                    out.append("=== " + " ".join([f"{area}-{name}-{kind}"] + flags) + "\n" + text + "\n")
                    made += 1
                    if made == (4 if area == "gradients" else 2):
                        break
    # Of the last time nothing may stay.
    shutil.rmtree(os.path.join(os.path.dirname(HERE), "Cases", "mutated"), ignore_errors=True)
    with open(os.path.join(HERE, "cases", "mutated.txt"), "w", encoding="utf8") as f:
        f.write("\n".join(out))
    print(len(out), "mutants")


main()
