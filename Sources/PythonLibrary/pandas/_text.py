"""How tables and columns are printed: as pandas 3.1 prints them in a notebook's `print`."""
import math

_WIDTH, _ROWS, _FEWER_ROWS, _COLUMNS, _CELL = 80, 60, 10, 20, 50


def is_missing(value):
    return value is None or isinstance(value, float) and value != value


def _trimmed(texts):
    """Takes away the zeros at the end that all numbers share, down to one digit after the point."""
    at = [i for i, text in enumerate(texts) if "." in text and "e" not in text]
    if not at:
        return texts
    while all(texts[i].endswith("0") for i in at):
        for i in at:
            texts[i] = texts[i][:-1]
    return [text + "0" if i in at and text.endswith(".") else text for i, text in enumerate(texts)]


def _floats(values):
    def formatted(letter):
        return _trimmed(["NaN" if v != v else f"{v: .6{letter}}" for v in values])
    texts = formatted("f")
    sizes = [abs(v) for v in values if v == v]
    is_small = any(0 < v < 1e-6 for v in sizes)
    is_large = max(map(len, texts), default=0) > 12 and any(v > 1e6 for v in sizes)
    return formatted("e") if is_small or is_large else texts


def _object(value):
    if is_missing(value):
        return " NaN" if value is not None else " None"
    if isinstance(value, float):
        return _trimmed([f"{value: .6f}"])[0]
    return f" {value}"


def cells(values, dtype):
    """The texts of a column's values, not yet of one width."""
    if dtype.startswith("float"):
        return _floats([float(v) for v in values])
    if dtype == "str":
        return [" NaN" if is_missing(v) else f" {v}" for v in values]
    if dtype == "object":
        return [_object(v) for v in values]
    return [f"{v: d}" if dtype != "bool" else f" {v}" for v in values]


def _right(texts, least=0):
    texts = [text[:_CELL - 3] + "..." if len(text) > _CELL else text for text in texts]
    width = max([least, *map(len, texts)])
    return [text.rjust(width) for text in texts]


def labels(values):
    """The texts of an index."""
    if values and all(isinstance(v, float) for v in values):
        texts = _floats(values)
        return [t[1:] for t in texts] if all(t.startswith(" ") for t in texts) else texts
    return [str(v) for v in values]


def _left(texts):
    width = max(map(len, texts), default=0)
    return [text.ljust(width) for text in texts]


def _parts(count):
    """The rows shown, and where the dots stand among them."""
    if count <= _ROWS:
        return list(range(count)), None
    half = _FEWER_ROWS // 2
    return [*range(half), *range(count - half, count)], half


def _dots(texts, at, first):
    width = len(texts[at])
    dots = "..." if width > 3 else ".."
    texts.insert(at, dots.ljust(width) if first else dots.rjust(width))


def series_text(series):
    rows, gap = _parts(len(series._values))
    dtype = series._dtype
    footer = [] if series.name is None else [f"Name: {series.name}"]
    if gap is not None:
        footer.append(f"Length: {len(series._values)}")
    footer.append(f"dtype: {dtype}")
    if not rows:
        return f"Series([], {', '.join(footer)})"
    index = _left(labels([series._index[i] for i in rows]))
    values = _right(cells([series._values[i] for i in rows], dtype))
    if gap is not None:
        width = len(values[gap])
        index.insert(gap, "")
        values.insert(gap, ("..." if width > 3 else "..").center(width))
    width = max(map(len, index))
    lines = [f"{label.ljust(width)}   {value}" for label, value in zip(index, values)]
    return "\n".join([*lines, ", ".join(footer)])


def frame_text(frame):
    count, names = len(frame._index), list(frame._columns)
    if not names or not count:
        return (f"Empty DataFrame\nColumns: [{', '.join(map(str, names))}]\n"
                f"Index: [{', '.join(map(str, frame._index))}]")
    rows, gap = _parts(count)
    shown, wide = names, None
    if len(names) > _COLUMNS:
        wide = _COLUMNS // 2
        shown = names[:wide] + names[-wide:]
    index = _left(["", *labels([frame._index[i] for i in rows])])
    columns = []
    for name in shown:
        values, dtype = frame._columns[name]
        head = f" {name}" if dtype not in ("str", "object") else str(name)
        texts = _right(cells([values[i] for i in rows], dtype), len(head))
        columns.append([head.rjust(len(texts[0])), *texts])
    if wide is not None:
        columns.insert(wide, [" ..."] * (len(rows) + 1))
    if gap is not None:
        for k, column in enumerate(columns):
            if wide is not None and k == wide:
                column.insert(gap + 1, " ...")
            else:
                _dots(column, gap + 1, False)
        _dots(index, gap + 1, True)
        index = _left(index)
    text = _wrapped(index, columns)
    if gap is not None or wide is not None:
        text += f"\n\n[{count} rows x {len(names)} columns]"
    return text


def _wrapped(index, columns):
    """The columns side by side, in several blocks when they are wider than a page."""
    room = _WIDTH - len(index[0]) - 1
    blocks, used = [[]], 0
    for k, column in enumerate(columns):
        width = len(column[0]) + 1
        rest = len(columns) - 1 - k
        used += width
        if blocks[-1] and used + (2 if rest else 1) > room:
            blocks.append([])
            used = width
        blocks[-1].append(column)
    made = []
    for k, block in enumerate(blocks):
        parts = [index, *block]
        if len(blocks) > 1:
            parts.append([" \\" if k < len(blocks) - 1 and i == 0 else "  " if k < len(blocks) - 1 else " "
                          for i in range(len(index))])
        made.append("\n".join(" ".join(part) for part in zip(*parts)))
    return "\n\n".join(made)
