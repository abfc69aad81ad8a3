"""Reading pickles."""

import sys

import _binary


class PickleError(Exception):
    __module__ = "_pickle"


class PicklingError(PickleError):
    __module__ = "_pickle"


class UnpicklingError(PickleError):
    __module__ = "_pickle"


_old_modules = {
    "__builtin__": "builtins", "copy_reg": "copyreg", "Queue": "queue", "cPickle": "pickle", "cStringIO": "io",
    "StringIO": "io", "exceptions": "builtins",
}
_old_names = {
    ("__builtin__", "xrange"): ("builtins", "range"), ("__builtin__", "reduce"): ("functools", "reduce"),
    ("__builtin__", "unicode"): ("builtins", "str"), ("__builtin__", "long"): ("builtins", "int"),
    ("__builtin__", "unichr"): ("builtins", "chr"), ("__builtin__", "basestring"): ("builtins", "str"),
    ("itertools", "izip"): ("builtins", "zip"), ("itertools", "imap"): ("builtins", "map"),
    ("itertools", "ifilter"): ("builtins", "filter"), ("UserDict", "IterableUserDict"): ("collections", "UserDict"),
    ("exceptions", "StandardError"): ("builtins", "Exception"),
}


class Unpickler:
    """Reads objects from a file. What a pickle names is looked up in the modules that a document may import."""

    __module__ = "_pickle"

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
        if not hasattr(file, "read") or not hasattr(file, "readline"):
            raise TypeError("file must have 'read' and 'readline' attributes")
        self._begin(file, b"", fix_imports, encoding, errors, buffers)

    @classmethod
    def _of(cls, data, *, fix_imports, encoding, errors, buffers):
        made = cls.__new__(cls)
        made._begin(None, data, fix_imports, encoding, errors, buffers)
        return made

    def _begin(self, file, data, fix_imports, encoding, errors, buffers):
        self._file = file
        self._data = data
        self._place = 0
        self._fix_imports = fix_imports
        self._encoding = encoding
        self._errors = errors
        self._buffers = iter(buffers or ())
        self.memo = {}

    def load(self):
        """The next object."""
        if "memo" not in self.__dict__:
            raise UnpicklingError(
                f"Unpickler.__init__() was not called by {type(self).__name__}.__init__()")
        self._stack = []
        self._marks = []
        self._proto = 0
        self._persistent = getattr(self, "persistent_load", None)
        loaders = _loaders
        while True:
            code = self._opcode()
            if code == 46:
                return self._pop()
            load = loaders.get(code)
            if load is None:
                shown = chr(code) if 32 <= code < 127 and code not in (39, 92) else f"\\x{code:02x}"
                raise UnpicklingError(f"invalid load key, '{shown}'.")
            load(self)

    # Input: the bytes given, or what was read of the file so far.

    def _opcode(self):
        place = self._place
        if place >= len(self._data):
            self._data = self._file.read(1) if self._file is not None else b""
            self._place = place = 0
            if not self._data:
                raise EOFError("Ran out of input")
        self._place = place + 1
        return self._data[place]

    def _read(self, count):
        place = self._place
        end = place + count
        if end > len(self._data):
            if self._file is None:
                raise UnpicklingError("pickle data was truncated")
            self._data = self._data[place:] + self._file.read(end - len(self._data))
            self._place = place = 0
            end = count
            if len(self._data) < count:
                raise UnpicklingError("pickle data was truncated")
        self._place = end
        return self._data[place:end]

    def _line(self):
        end = self._data.find(b"\n", self._place)
        if end < 0:
            if self._file is None:
                raise UnpicklingError("pickle data was truncated")
            self._data = self._data[self._place:] + self._file.readline()
            self._place = 0
            end = len(self._data) - 1
            if not self._data.endswith(b"\n"):
                raise UnpicklingError("pickle data was truncated")
        line = self._data[self._place:end]
        self._place = end + 1
        return line

    def _number(self, count, name=None):
        value = int.from_bytes(self._read(count), "little")
        if count == 8 and value > 9223372036854775807:
            raise OverflowError(
                "FRAME length exceeds system's maximum of 9223372036854775807 bytes" if name == "FRAME" else
                f"{name} exceeds system's maximum size of 9223372036854775807 bytes")
        return value

    # The stack; `_marks` are the heights at which marks stand.

    def _low(self):
        return self._marks[-1] if self._marks else 0

    def _pop(self):
        if len(self._stack) <= self._low():
            raise UnpicklingError(
                "unexpected MARK found" if self._marks else "unpickling stack underflow")
        return self._stack.pop()

    def _top(self):
        if len(self._stack) <= self._low():
            raise UnpicklingError("unexpected MARK found" if self._marks else "unpickling stack underflow")
        return self._stack[-1]

    def _pop_mark(self):
        if not self._marks:
            raise UnpicklingError("could not find MARK")
        height = self._marks.pop()
        values = self._stack[height:]
        del self._stack[height:]
        return values

    def _push(self, value):
        self._stack.append(value)

    def _refuse_persistent(self):
        raise UnpicklingError("A load persistent id instruction was encountered,\nbut no persistent_load function was "
                              "specified.")

    def find_class(self, module_name, global_name, /):
        """What a pickle means by a name."""
        if self._proto < 3 and self._fix_imports:
            module_name, global_name = _old_names.get(
                (module_name, global_name), (_old_modules.get(module_name, module_name), global_name))
        __import__(module_name)
        module = found = sys.modules[module_name]
        for part in global_name.split(".") if self._proto >= 4 else [global_name]:
            try:
                found = getattr(found, part)
            except AttributeError:
                raise AttributeError(f"Can't get attribute {global_name!r} on {module!r}") from None
        return found

    # The operations.

    def _load_proto(self):
        self._proto = self._read(1)[0]
        if self._proto > 5:
            raise ValueError(f"unsupported pickle protocol: {self._proto}")

    def _load_frame(self):
        count = self._number(8, "FRAME")
        # The whole frame is read at once.
        self._read(count)
        self._place -= count

    def _load_int(self):
        line = self._line()
        if line in (b"00", b"01"):
            self._push(line == b"01")
            return
        try:
            self._push(int(line, 0) if line.strip() else int(line))
        except ValueError:
            raise ValueError("could not convert string to int") from None

    def _load_long(self):
        line = self._line()
        self._push(int(line[:-1] if line.endswith(b"L") else line, 0))

    def _load_binint(self):
        self._push(int.from_bytes(self._read(4), "little", signed=True))

    def _load_binint1(self):
        self._push(self._read(1)[0])

    def _load_binint2(self):
        self._push(self._number(2))

    def _load_long1(self):
        self._push(int.from_bytes(self._read(self._number(1)), "little", signed=True))

    def _load_long4(self):
        count = int.from_bytes(self._read(4), "little", signed=True)
        if count < 0:
            raise UnpicklingError("LONG pickle has negative byte count")
        self._push(int.from_bytes(self._read(count), "little", signed=True))

    def _load_float(self):
        line = self._line()
        try:
            self._push(float(line))
        except ValueError:
            raise ValueError("could not convert string to float") from None

    def _load_binfloat(self):
        self._push(_binary.bytes_float(self._read(8)[::-1]))

    def _load_string(self):
        line = self._line()
        if len(line) < 2 or line[0] != line[-1] or line[0] not in b"\"'":
            raise UnpicklingError("the STRING opcode argument must be quoted")
        self._push(self._decoded(_unescaped(line[1:-1])))

    def _decoded(self, data):
        return data if self._encoding == "bytes" else data.decode(self._encoding, self._errors)

    def _load_binstring(self):
        count = int.from_bytes(self._read(4), "little", signed=True)
        if count < 0:
            raise UnpicklingError("BINSTRING pickle has negative byte count")
        self._push(self._decoded(self._read(count)))

    def _load_short_binstring(self):
        self._push(self._decoded(self._read(self._number(1))))

    def _load_unicode(self):
        self._push(_raw_text(self._line()))

    def _load_text(self, width, name="BINUNICODE"):
        self._push(self._read(self._number(width, name)).decode("utf-8"))

    def _load_bytes(self, width, name="BINBYTES"):
        self._push(self._read(self._number(width, name)))

    def _load_bytearray(self):
        self._push(bytearray(self._read(self._number(8, "BYTEARRAY8"))))

    def _load_next_buffer(self):
        try:
            self._push(next(self._buffers))
        except StopIteration:
            raise UnpicklingError("not enough out-of-band buffers") from None

    def _load_readonly_buffer(self):
        self._push(memoryview(self._pop()).toreadonly())

    def _load_tuple(self):
        self._push(tuple(self._pop_mark()))

    def _load_short_tuple(self, count):
        if len(self._stack) - self._low() < count:
            raise UnpicklingError("unexpected MARK found" if self._marks else "unpickling stack underflow")
        values = tuple(self._stack[len(self._stack) - count:])
        del self._stack[len(self._stack) - count:]
        self._push(values)

    def _load_list(self):
        self._push(self._pop_mark())

    def _load_dict(self):
        values = self._pop_mark()
        if len(values) % 2:
            raise UnpicklingError("odd number of items for DICT")
        self._push({values[index]: values[index + 1] for index in range(0, len(values), 2)})

    def _load_frozenset(self):
        self._push(frozenset(self._pop_mark()))

    def _load_append(self):
        value = self._pop()
        self._extend(self._top(), [value])

    def _load_appends(self):
        values = self._pop_mark()
        self._extend(self._top(), values)

    def _extend(self, target, values):
        if type(target) is list:
            target.extend(values)
            return
        extend = getattr(target, "extend", None)
        if extend is not None and len(values) != 1:
            extend(values)
            return
        append = target.append
        for value in values:
            append(value)

    def _load_additems(self):
        values = self._pop_mark()
        target = self._top()
        if isinstance(target, set):
            target.update(values)
        else:
            for value in values:
                target.add(value)

    def _load_setitem(self):
        value = self._pop()
        key = self._pop()
        self._top()[key] = value

    def _load_setitems(self):
        values = self._pop_mark()
        target = self._top()
        if len(values) % 2:
            raise UnpicklingError("odd number of items for SETITEMS")
        for index in range(0, len(values), 2):
            target[values[index]] = values[index + 1]

    def _load_mark(self):
        self._marks.append(len(self._stack))

    def _load_pop(self):
        if self._marks and self._marks[-1] == len(self._stack):
            self._marks.pop()
        else:
            self._pop()

    def _load_dup(self):
        self._push(self._top())

    def _recall(self, place):
        if place not in self.memo:
            raise UnpicklingError(f"Memo value not found at index {place}")
        self._push(self.memo[place])

    def _load_memoize(self):
        self.memo[len(self.memo)] = self._top()

    def _load_put(self):
        place = int(self._line())
        if place < 0:
            raise ValueError("negative PUT argument")
        self.memo[place] = self._top()

    def _load_binput(self, width):
        place = self._number(width)
        self.memo[place] = self._top()

    def _load_persid(self):
        if self._persistent is None:
            self._refuse_persistent()
        self._push(self._persistent(self._line().decode("ascii")))

    def _load_binpersid(self):
        if self._persistent is None:
            self._refuse_persistent()
        self._push(self._persistent(self._pop()))

    def _load_global(self):
        module = self._line().decode("utf-8")
        self._push(self.find_class(module, self._line().decode("utf-8")))

    def _load_stack_global(self):
        name = self._pop()
        module = self._pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError("STACK_GLOBAL requires str")
        self._push(self.find_class(module, name))

    def _load_extension(self, width):
        raise ValueError(f"unregistered extension code {self._number(width)}")

    def _load_reduce(self):
        arguments = self._pop()
        function = self._pop()
        self._push(function(*arguments))

    def _load_newobj(self, has_names=False):
        name = "NEWOBJ_EX" if has_names else "NEWOBJ"
        names = self._pop() if has_names else {}
        arguments = self._pop()
        cls = self._pop()
        if not isinstance(cls, type):
            raise UnpicklingError(f"{name} class argument must be a type, not {type(cls).__name__}")
        if not isinstance(arguments, tuple):
            raise UnpicklingError(
                f"{name} args argument must be a tuple, not {type(arguments).__name__}" if has_names else
                f"{name} expected an arg tuple, got {type(arguments).__name__}")
        self._push(cls.__new__(cls, *arguments, **names))

    def _load_obj(self):
        values = self._pop_mark()
        if not values:
            raise UnpicklingError("unpickling stack underflow")
        self._push(_instance(values[0], values[1:]))

    def _load_inst(self):
        module = self._line().decode("ascii")
        cls = self.find_class(module, self._line().decode("ascii"))
        self._push(_instance(cls, self._pop_mark()))

    def _load_build(self):
        state = self._pop()
        made = self._top()
        setstate = getattr(made, "__setstate__", None)
        if setstate is not None:
            setstate(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            if not isinstance(state, dict):
                raise UnpicklingError("state is not a dictionary")
            attributes = made.__dict__
            for name, value in state.items():
                attributes[name] = value
        if slots:
            if not isinstance(slots, dict):
                raise UnpicklingError("slot state is not a dictionary")
            for name, value in slots.items():
                setattr(made, name, value)


def _instance(cls, arguments):
    if not arguments and isinstance(cls, type) and not hasattr(cls, "__getinitargs__"):
        return cls.__new__(cls)
    return cls(*arguments)


def _unescaped(data):
    """The bytes of a literal of Python 2."""
    if b"\\" not in data:
        return data
    simple = {"n": 10, "r": 13, "t": 9, "\\": 92, "'": 39, '"': 34, "a": 7, "b": 8, "f": 12, "v": 11}
    made = bytearray()
    place = 0
    while place < len(data):
        byte = data[place]
        letter = chr(data[place + 1]) if byte == 92 and place + 1 < len(data) else ""
        if letter in simple and letter:
            made.append(simple[letter])
            place += 2
        elif letter == "x":
            made.append(int(data[place + 2:place + 4], 16))
            place += 4
        elif letter and letter in "01234567":
            end = place + 1
            while end < min(place + 4, len(data)) and 48 <= data[end] < 56:
                end += 1
            made.append(int(data[place + 1:end], 8) & 255)
            place = end
        else:
            made.append(byte)
            place += 1
    return bytes(made)


def _raw_text(line):
    """The text of a line in which only `\\u` and `\\U` are escapes."""
    parts = []
    place = 0
    while place < len(line):
        if line[place] == 92 and line[place + 1:place + 2] in (b"u", b"U"):
            count = 4 if line[place + 1] == 117 else 8
            digits = line[place + 2:place + 2 + count]
            try:
                if len(digits) < count:
                    raise ValueError
                parts.append(chr(int(digits, 16)))
            except ValueError:
                raise UnicodeDecodeError(
                    "rawunicodeescape", line, place, place + 2 + len(digits), "truncated \\uXXXX escape") from None
            place += 2 + count
        else:
            parts.append(chr(line[place]))
            place += 1
    return "".join(parts)


_loaders = {
    0x80: Unpickler._load_proto, 0x95: Unpickler._load_frame,
    ord("N"): lambda self: self._push(None), 0x88: lambda self: self._push(True), 0x89: lambda self: self._push(False),
    ord("I"): Unpickler._load_int, ord("L"): Unpickler._load_long, ord("J"): Unpickler._load_binint,
    ord("K"): Unpickler._load_binint1, ord("M"): Unpickler._load_binint2, 0x8a: Unpickler._load_long1,
    0x8b: Unpickler._load_long4, ord("F"): Unpickler._load_float, ord("G"): Unpickler._load_binfloat,
    ord("S"): Unpickler._load_string, ord("T"): Unpickler._load_binstring, ord("U"): Unpickler._load_short_binstring,
    ord("V"): Unpickler._load_unicode, ord("X"): lambda self: self._load_text(4),
    0x8c: lambda self: self._load_text(1), 0x8d: lambda self: self._load_text(8),
    ord("C"): lambda self: self._load_bytes(1), ord("B"): lambda self: self._load_bytes(4),
    0x8e: lambda self: self._load_bytes(8), 0x96: Unpickler._load_bytearray, 0x97: Unpickler._load_next_buffer,
    0x98: Unpickler._load_readonly_buffer, ord(")"): lambda self: self._push(()), ord("t"): Unpickler._load_tuple,
    0x85: lambda self: self._load_short_tuple(1), 0x86: lambda self: self._load_short_tuple(2),
    0x87: lambda self: self._load_short_tuple(3), ord("]"): lambda self: self._push([]),
    ord("l"): Unpickler._load_list, ord("}"): lambda self: self._push({}), ord("d"): Unpickler._load_dict,
    0x8f: lambda self: self._push(set()), 0x90: Unpickler._load_additems, 0x91: Unpickler._load_frozenset,
    ord("a"): Unpickler._load_append, ord("e"): Unpickler._load_appends, ord("s"): Unpickler._load_setitem,
    ord("u"): Unpickler._load_setitems, ord("("): Unpickler._load_mark, ord("0"): Unpickler._load_pop,
    ord("1"): lambda self: self._pop_mark() and None, ord("2"): Unpickler._load_dup,
    ord("g"): lambda self: self._recall(int(self._line())), ord("h"): lambda self: self._recall(self._number(1)),
    ord("j"): lambda self: self._recall(self._number(4)), 0x94: Unpickler._load_memoize,
    ord("p"): Unpickler._load_put, ord("q"): lambda self: self._load_binput(1),
    ord("r"): lambda self: self._load_binput(4), ord("P"): Unpickler._load_persid, ord("Q"): Unpickler._load_binpersid,
    ord("c"): Unpickler._load_global, 0x93: Unpickler._load_stack_global,
    0x82: lambda self: self._load_extension(1), 0x83: lambda self: self._load_extension(2),
    0x84: lambda self: self._load_extension(4), ord("R"): Unpickler._load_reduce, 0x81: Unpickler._load_newobj,
    0x92: lambda self: self._load_newobj(True), ord("o"): Unpickler._load_obj, ord("i"): Unpickler._load_inst,
    ord("b"): Unpickler._load_build,
}
