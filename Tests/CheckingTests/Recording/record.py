"""Makes the case folders of CheckingTests from cases/*.txt with the real Python and PyTorch.

    python3 record.py        (needs torch; recorded with PyTorch 2.13.0 on CPython 3.11)

A case is written as a cell (or as Markdown, when it holds a fence), with verdicts noted behind a section sign in the
line in which the expectation begins, or, for output that nothing claims, in the line of the statement:

    === name [random] [continue]
    print(x)
    # tensor(1.)      §pass

The marks are cut off; what is left is the document. The recorder does what a notebook does with it: runs the
statements one by one, tags what they write with the lines that are executing, keeps the reprs of what is assigned, and
runs it again in full precision and, for `random`, from other seeds.
"""
import ast, glob, io, json, os, re, sys, tokenize

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(os.path.dirname(HERE), "Cases")
IMPORTS = "import torch, math\nimport numpy as np\nimport torch.nn as nn\nimport torch.nn.functional as F\n"


def parse_document(text):
    lines = text.split("\n")
    start = next(i for i, l in enumerate(lines) if re.match(r"[> ]*```", l))
    prefix = re.match(r"[> ]*", lines[start]).group()
    end = next(i for i in range(start + 1, len(lines)) if lines[i].rstrip() == (prefix + "```").rstrip())
    return lines, prefix, start + 1, end


def offsets(lines, newline):
    result, position = [], 0
    for l in lines:
        result.append(position)
        position += len(l.encode()) + len(newline)
    return result


def cell_text(text, newline):
    lines, prefix, start, end = parse_document(text)
    starts = offsets(lines, newline)
    info = lines[start - 1].strip("`> ")
    rows = []
    for i in range(start, end):
        raw = lines[i]
        cut = len(prefix) if raw.startswith(prefix) else len(raw) - len(raw.lstrip("> "))
        rows.append([raw[cut:], i + 1, starts[i] + len(raw[:cut].encode()), "code"])
    is_transcript = any(r[0].startswith(">>>") for r in rows)
    is_ipython = any(re.match(r"In \[\d*\]:", r[0]) for r in rows)
    inside = False
    for r in rows:
        if is_transcript:
            if r[0].startswith((">>> ", "... ")) or r[0] in (">>>", "..."):
                r[2] += min(4, len(r[0]))
                r[0] = r[0][4:]
            else:
                r[3] = "transcriptOutput"
        elif is_ipython:
            m = re.match(r"In \[\d*\]: ?|\s*\.\.\.: ?", r[0])
            if m:
                r[2] += m.end()
                r[0] = r[0][m.end():]
            else:
                r[3] = "transcriptOutput"
        if r[0].startswith(("%", "!")):
            r[3] = "command"
    is_transcript = is_transcript or is_ipython
    code = "\n".join(r[0] if r[3] == "code" else "" for r in rows) + "\n"
    comments = []
    for t in tokenize.generate_tokens(io.StringIO(code).readline):
        if t.type == tokenize.COMMENT:
            row = rows[t.start[0] - 1]
            column = t.start[1]
            comments.append(dict(text=t.string, start=row[2] + len(row[0][:column].encode()), line=row[1],
                                 column=column, isOwnLine=row[0][:column].strip() == ""))
    tree = ast.parse(code)
    statements = []

    def visit(node, top, depth):
        kind, names, literal = "other", [], False
        if isinstance(node, ast.Expr):
            kind = "string" if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str) else "expression"
        elif isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            kind = "assignment"
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for t in targets:
                for e in (t.elts if isinstance(t, (ast.Tuple, ast.List)) else [t]):
                    while isinstance(e, (ast.Attribute, ast.Subscript, ast.Starred)):
                        e = e.value
                    if isinstance(e, ast.Name):
                        names.append(e.id)
            value = node.value
            if isinstance(value, ast.UnaryOp):
                value = value.operand
            literal = isinstance(value, ast.Constant)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            kind = "definition"
        elif isinstance(node, (ast.For, ast.While, ast.If, ast.With, ast.Try)):
            kind = "compound"
        first = node.lineno
        if getattr(node, "decorator_list", None):
            first = min(d.lineno for d in node.decorator_list)
        statements.append(dict(first=rows[first - 1][1], last=rows[node.end_lineno - 1][1], kind=kind, names=names,
                               isLiteral=literal, topLevel=top, depth=depth))
        for part in ("body", "handlers", "orelse", "finalbody"):
            for child in getattr(node, part, []) or []:
                if isinstance(child, ast.ExceptHandler):
                    for c in child.body:
                        visit(c, top, depth + 1)
                elif isinstance(child, ast.stmt):
                    visit(child, top, depth + 1)

    for i, node in enumerate(tree.body):
        visit(node, i, 0)
    below, i, intro = None, end + 1, None
    while i < len(lines) and lines[i].strip() == "":
        i += 1
    if i < len(lines) and not re.match(r"[> ]*```|    ", lines[i]) and len(lines[i]) < 40:
        intro = lines[i].strip()
        i += 1
        while i < len(lines) and lines[i].strip() == "":
            i += 1
    if i < len(lines):
        m = re.match(r"([> ]*)```(.*)", lines[i])
        if m and len(m.group(1)) < 4:
            p = m.group(1)
            close = next(k for k in range(i + 1, len(lines)) if lines[k].rstrip() == (p + "```").rstrip())
            below = dict(info=m.group(2), isQuoted=">" in p and ">" not in prefix,
                         lines=[[lines[k][len(p):], k + 1, starts[k] + len(p)] for k in range(i + 1, close)],
                         first=i + 1, last=close + 1, contentStart=starts[i + 1])
        elif lines[i].startswith("    "):
            close = i
            while close < len(lines) and (lines[close].startswith("    ") or lines[close].strip() == ""):
                close += 1
            while lines[close - 1].strip() == "":
                close -= 1
            below = dict(info=None, isQuoted=False, lines=[[lines[k][4:], k + 1, starts[k] + min(4, len(lines[k]))] for k in range(i, close)],
                         first=i + 1, last=close, contentStart=starts[i])
    if below is not None:
        below["introduction"] = intro
    cell = dict(lines=rows, comments=comments, statements=statements, isTranscript=is_transcript, below=below, info=info)
    return cell, code, tree, rows


class Sink:
    def __init__(self, events, rows, name):
        self.events, self.rows, self.name = events, rows, name

    def write(self, text):
        frame, found = sys._getframe(1), []
        while frame is not None:
            if frame.f_code.co_filename == self.name:
                found.append(self.rows[frame.f_lineno - 1][1])
            frame = frame.f_back
        if text:
            self.events.append(["text", text, found])

    def flush(self):
        pass


def run(cell, tree, rows, seed, precise, goes_on):
    torch.manual_seed(seed)
    torch.set_printoptions(profile="default")
    if precise:
        torch.set_printoptions(precision=17)
    space, events, values, name = {}, [], {}, "<cell>"
    exec(IMPORTS, space)
    old, sys.stdout = sys.stdout, Sink(events, rows, name)
    try:
        for index, node in enumerate(tree.body):
            line = rows[node.end_lineno - 1][1]
            try:
                if isinstance(node, ast.Expr):
                    value = eval(compile(ast.Expression(node.value), name, "eval"), space)
                    values[line] = [repr(value)]
                    shows = cell["isTranscript"] or index == len(tree.body) - 1
                    last = rows[node.end_lineno - 1][0].split("#")[0].rstrip()
                    if shows and value is not None and not last.endswith(";"):
                        events.append(["display", repr(value), [line]])
                else:
                    exec(compile(ast.Module([node], []), name, "exec"), space)
            except Exception as e:
                found, tb = [], e.__traceback__
                while tb is not None:
                    if tb.tb_frame.f_code.co_filename == name:
                        found.insert(0, rows[tb.tb_lineno - 1][1])
                    tb = tb.tb_next
                events.append(["error", type(e).__name__, str(e), found or [rows[node.lineno - 1][1]]])
                if not (goes_on or cell["isTranscript"]):
                    break
            for s in cell["statements"]:
                if s["topLevel"] == index and s["kind"] == "assignment" and all(n in space for n in s["names"]):
                    values[s["last"]] = [repr(space[n]) for n in s["names"]]
    finally:
        sys.stdout = old
        torch.set_printoptions(profile="default")
    return dict(events=events, values=[[k, v] for k, v in values.items()])


def record(area, name, flags, body):
    text = body
    if "```" not in body:
        text = "```python\n" + body.rstrip("\n") + "\n```\n"
    verdicts, lines = [], []
    for number, line in enumerate(text.split("\n"), 1):
        marks = re.findall(r"\s*§(\w+)", line)
        verdicts += [f"{number} {m}" for m in marks]
        lines.append(re.sub(r"\s*§\w+", "", line))
    text = "\n".join(lines)
    newline = "\r\n" if "crlf" in flags else "\n"
    cell, code, tree, rows = cell_text(text, newline)
    runs = [run(cell, tree, rows, 0, p, "continue" in flags) for p in (False, True)]
    others = [run(cell, tree, rows, s, False, "continue" in flags) for s in (1, 2)] if "random" in flags else []
    folder = os.path.join(CASES, area, name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "input.md"), "w", encoding="utf8", newline="") as f:
        f.write(text.replace("\n", newline))
    with open(os.path.join(folder, "run.json"), "w", encoding="utf8") as f:
        json.dump(dict(torch=torch.__version__.split("+")[0], cell=cell, record=runs[0], unrounded=runs[1], reseeded=others), f, ensure_ascii=False)
    with open(os.path.join(folder, "verdicts.txt"), "w", encoding="utf8") as f:
        f.write("".join(v + "\n" for v in sorted(verdicts, key=lambda v: (int(v.split()[0]), v))))


count = 0
for path in sorted(glob.glob(os.path.join(HERE, "cases", "*.txt"))):
    area = os.path.basename(path)[:-4]
    seen = set()
    for part in re.split(r"^=== ", open(path, encoding="utf8").read(), flags=re.M)[1:]:
        head, body = part.split("\n", 1)
        words = head.split()
        assert words[0] not in seen, f"{area}/{words[0]} twice"
        seen.add(words[0])
        try:
            record(area, words[0], words[1:], body.rstrip("\n") + "\n")
        except Exception as e:
            print(f"{area}/{words[0]}: {type(e).__name__} {e}")
        count += 1
print(count, "cases")
