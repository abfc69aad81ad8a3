"""Tables as lines of values with separators."""

__all__ = ["DictReader", "DictWriter", "Error", "QUOTE_ALL", "QUOTE_MINIMAL", "QUOTE_NONE", "QUOTE_NONNUMERIC",
           "excel", "excel_tab", "reader", "writer"]

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = 0, 1, 2, 3


class Error(Exception):
    pass


class Dialect:
    """How values are separated and quoted."""

    delimiter = ","
    quotechar = '"'
    escapechar = None
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL
    strict = False


class excel(Dialect):
    pass


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    lineterminator = "\n"
    quoting = QUOTE_ALL


_dialects = {"excel": excel, "excel-tab": excel_tab, "unix": unix_dialect}


def list_dialects():
    return list(_dialects)


def _dialect(dialect, options):
    if isinstance(dialect, str):
        if dialect not in _dialects:
            raise Error("unknown dialect")
        dialect = _dialects[dialect]
    made = Dialect()
    for name in ("delimiter", "quotechar", "escapechar", "doublequote", "skipinitialspace", "lineterminator", "quoting",
                 "strict"):
        setattr(made, name, options.pop(name, getattr(dialect, name, getattr(Dialect, name))))
    if options:
        raise TypeError(f"{next(iter(options))!r} is an invalid keyword argument for this function")
    if not isinstance(made.delimiter, str) or len(made.delimiter) != 1:
        raise TypeError('"delimiter" must be a 1-character string')
    return made


class reader:
    """The rows of lines."""

    def __init__(self, csvfile, dialect="excel", **options):
        self._lines = iter(csvfile)
        self.dialect = _dialect(dialect, options)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        d = self.dialect
        row, field = [], []
        state, quoted = "start", False
        while True:
            line = next(self._lines, None)
            if line is None:
                if state == "quoted" or state == "escape":
                    if d.strict:
                        raise Error("unexpected end of data")
                    row.append("".join(field))
                    return row
                raise StopIteration
            if not isinstance(line, str):
                raise Error(f"iterator should return strings, not {type(line).__name__} (the file should be opened in text mode)")
            self.line_num += 1
            for c in line:
                if state == "quoted":
                    if c == d.escapechar:
                        state = "escape"
                    elif c == d.quotechar and d.quoting != QUOTE_NONE:
                        state = "quote" if d.doublequote else "field"
                    else:
                        field.append(c)
                    continue
                if state == "escape":
                    field.append(c)
                    state = "quoted" if quoted else "field"
                    continue
                if state == "quote" and c == d.quotechar:
                    field.append(c)
                    state = "quoted"
                    continue
                if c in "\r\n":
                    continue
                if c == d.delimiter:
                    row.append(self._value(field, quoted))
                    field, quoted, state = [], False, "start"
                elif state == "start" and c == d.quotechar and d.quoting != QUOTE_NONE:
                    quoted, state = True, "quoted"
                elif state == "start" and c == " " and d.skipinitialspace:
                    continue
                elif c == d.escapechar:
                    state = "escape"
                else:
                    if state == "quote" and d.strict:
                        raise Error(f"'{d.delimiter}' expected after '{d.quotechar}'")
                    field.append(c)
                    state = "field"
            if state in ("quoted", "escape"):
                if state == "escape":
                    field.append("\n")
                    state = "quoted" if quoted else "field"
                continue
            if not row and not field and state == "start" and not line.strip("\r\n"):
                return []
            row.append(self._value(field, quoted))
            return row

    def _value(self, field, quoted):
        text = "".join(field)
        return float(text) if self.dialect.quoting == QUOTE_NONNUMERIC and not quoted else text


class writer:
    """Writes rows to a file."""

    def __init__(self, csvfile, dialect="excel", **options):
        self._write = csvfile.write
        self.dialect = _dialect(dialect, options)

    def writerow(self, row):
        d = self.dialect
        try:
            values = list(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        texts = []
        for value in values:
            text = "" if value is None else repr(value) if type(value) is float else str(value)
            special = any(c in text for c in (d.delimiter, d.quotechar, "\r", "\n") if c)
            number = isinstance(value, (int, float))
            quotes = d.quoting == QUOTE_ALL or d.quoting == QUOTE_NONNUMERIC and not number
            if d.quoting == QUOTE_NONE:
                if special:
                    if not d.escapechar:
                        raise Error("need to escape, but no escapechar set")
                    for c in (d.escapechar, d.delimiter, d.quotechar):
                        text = text.replace(c, d.escapechar + c) if c else text
            elif quotes or special or not text and len(values) == 1:
                inner = text.replace(d.quotechar, d.quotechar * 2 if d.doublequote else (d.escapechar or "") + d.quotechar)
                text = d.quotechar + inner + d.quotechar
            texts.append(text)
        return self._write(d.delimiter.join(texts) + d.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


class DictReader:
    """Rows as dictionaries by the names in the first line."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **options):
        self._names = fieldnames if fieldnames is None else list(fieldnames)
        self.restkey, self.restval = restkey, restval
        self.reader = reader(f, dialect, *args, **options)

    @property
    def line_num(self):
        return self.reader.line_num

    @property
    def fieldnames(self):
        if self._names is None:
            self._names = next(self.reader, None)
        return self._names

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        result = dict(zip(names, row))
        if len(row) > len(names):
            result[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            result[name] = self.restval
        return result


class DictWriter:
    """Writes dictionaries as rows."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **options):
        self.fieldnames, self.restval = fieldnames, restval
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **options)

    def _row(self, row):
        if self.extrasaction == "raise":
            wrong = [name for name in row if name not in self.fieldnames]
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join(map(repr, wrong)))
        return [row.get(name, self.restval) for name in self.fieldnames]

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def writerow(self, row):
        return self.writer.writerow(self._row(row))

    def writerows(self, rows):
        return self.writer.writerows(map(self._row, rows))
