"""Writing pickles."""

import copyreg
import operator
import sys

import _binary
from _unpickling import PicklingError

_FRAME = 64 * 1024
_BATCH = 1000
_functions = (type(len), type(lambda: None))
_old_names = {
    ("builtins", "object"): ("__builtin__", "object"), ("builtins", "range"): ("__builtin__", "xrange"),
    ("functools", "reduce"): ("__builtin__", "reduce"), ("builtins", "str"): ("__builtin__", "unicode"),
    ("builtins", "int"): ("__builtin__", "long"), ("builtins", "chr"): ("__builtin__", "unichr"),
    ("builtins", "zip"): ("itertools", "izip"), ("builtins", "map"): ("itertools", "imap"),
    ("builtins", "filter"): ("itertools", "ifilter"), ("collections", "UserDict"): ("UserDict", "IterableUserDict"),
}
_old_modules = {"builtins": "__builtin__", "copyreg": "copy_reg", "queue": "Queue", "pickle": "cPickle"}


def pickled(obj, protocol, fix_imports=True, buffer_callback=None):
    pickler = Pickler(None, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback)
    pickler._out = []
    pickler._run(obj)
    return b"".join(pickler._out)


class Pickler:
    """Writes objects to a file; what an object was written as once is referred to from then on."""

    __module__ = "_pickle"

    def __init__(self, file, protocol=None, fix_imports=True, buffer_callback=None):
        protocol = 4 if protocol is None else operator.index(protocol)
        if protocol < 0:
            protocol = 5
        elif protocol > 5:
            raise ValueError("pickle protocol must be <= 5")
        if buffer_callback is not None:
            raise NotImplementedError("buffer_callback of pickle is not supported by nbrun")
        if file is not None:
            try:
                self._write_out = file.write
            except AttributeError:
                raise TypeError("file must have a 'write' attribute") from None
        self.proto = protocol
        self.bin = self.proto >= 1
        self.fast = 0
        self._fix_imports = bool(fix_imports) and self.proto < 3
        self._out = None
        self._file = file
        self.clear_memo()

    def clear_memo(self):
        # The place of each object, which is kept so that its identity stays its own.
        self._memo = {}
        self._names = {}

    def dump(self, obj):
        if "_memo" not in self.__dict__:
            raise PicklingError("Pickler.__init__() was not called by " + type(self).__name__ + ".__init__()")
        self._out = []
        self._run(obj)
        for part in self._out:
            self._write_out(part)

    # What is written waits in `_frame` until there is enough of it.

    def _run(self, obj):
        self._frame = []
        self._size = 0
        if self.proto >= 2:
            self._out.append(bytes([0x80, self.proto]))
        self._persistent = getattr(self, "persistent_id", None)
        self._override = getattr(self, "reducer_override", None)
        self._table = getattr(self, "dispatch_table", copyreg.dispatch_table)
        try:
            self._save(obj)
        except RecursionError:
            raise RecursionError("maximum recursion depth exceeded while pickling an object") from None
        self._write(b".")
        self._end_frame()

    def _write(self, data):
        self._frame.append(data)
        self._size += len(data)

    def _end_frame(self):
        if self._frame:
            if self.proto >= 4 and self._size >= 4:
                self._out.append(b"\x95" + self._size.to_bytes(8, "little"))
            self._out.extend(self._frame)
        self._frame = []
        self._size = 0

    def _write_large(self, header, data):
        if self.proto >= 4 and len(data) >= _FRAME:
            self._end_frame()
            self._out.append(header)
            self._out.append(data)
        else:
            self._write(header)
            self._write(data)

    def _memoize(self, obj):
        if self.fast:
            return
        place = len(self._memo)
        self._memo[id(obj)] = (place, obj)
        if self.proto >= 4:
            self._write(b"\x94")
        elif not self.bin:
            self._write(b"p%d\n" % place)
        elif place < 256:
            self._write(b"q" + bytes([place]))
        else:
            self._write(b"r" + place.to_bytes(4, "little"))

    def _refer(self, place):
        if not self.bin:
            self._write(b"g%d\n" % place)
        elif place < 256:
            self._write(b"h" + bytes([place]))
        else:
            self._write(b"j" + place.to_bytes(4, "little"))

    def _save_name(self, name, kind="name"):
        """Saves a name, of which there is one object however it came to be."""
        if type(name) is str:
            name = self._names.setdefault((name, kind), name)
        self._save(name)

    def _save(self, obj, ignores_persistent=False):
        if not ignores_persistent and self._persistent is not None:
            pid = self._persistent(obj)
            if pid is not None:
                self._save_persistent(pid)
                return
        kind = type(obj)
        if obj is None:
            self._write(b"N")
        elif kind is bool:
            self._write((b"\x88" if obj else b"\x89") if self.proto >= 2 else b"I01\n" if obj else b"I00\n")
        elif kind is int:
            self._save_int(obj)
        elif kind is float:
            if self.bin:
                self._write(b"G" + _binary.float_bytes(obj, 8)[::-1])
            else:
                self._write(b"F" + repr(obj).encode() + b"\n")
        else:
            found = self._memo.get(id(obj))
            if found is not None:
                self._refer(found[0])
            else:
                save = _savers.get(kind)
                if save is not None:
                    save(self, obj)
                else:
                    self._save_other(obj, kind)
        if self.proto >= 4 and self._size >= _FRAME:
            self._end_frame()

    def _save_persistent(self, pid):
        if self.bin:
            self._save(pid, True)
            self._write(b"Q")
        else:
            text = str(pid)
            if not text.isascii():
                raise PicklingError("persistent IDs in protocol 0 must be ASCII strings")
            self._write(b"P" + text.encode() + b"\n")

    def _save_int(self, value):
        if self.bin and 0 <= value <= 255:
            self._write(b"K" + bytes([value]))
        elif self.bin and 0 <= value <= 65535:
            self._write(b"M" + value.to_bytes(2, "little"))
        elif -0x80000000 <= value <= 0x7fffffff:
            self._write(b"J" + value.to_bytes(4, "little", signed=True) if self.bin else b"I%d\n" % value)
        elif self.proto < 2:
            self._write(b"L%dL\n" % value)
        else:
            count = (value if value >= 0 else ~value).bit_length() // 8 + 1
            data = value.to_bytes(count, "little", signed=True)
            self._write(b"\x8a" + bytes([count]) if count < 256 else b"\x8b" + count.to_bytes(4, "little"))
            self._write(data)

    def _save_str(self, text):
        if not self.bin:
            parts = []
            for c in text:
                code = ord(c)
                if c == "\\" or c in "\0\n\r\x1a":
                    parts.append(b"\\u%04x" % code)
                elif code < 256:
                    parts.append(bytes([code]))
                else:
                    parts.append(b"\\u%04x" % code if code < 0x10000 else b"\\U%08x" % code)
            self._write(b"V" + b"".join(parts) + b"\n")
        else:
            data = text.encode("utf-8")
            if self.proto >= 4 and len(data) < 256:
                self._write(b"\x8c" + bytes([len(data)]))
                self._write(data)
            elif len(data) < 1 << 32:
                self._write_large(b"X" + len(data).to_bytes(4, "little"), data)
            else:
                self._write_large(b"\x8d" + len(data).to_bytes(8, "little"), data)
        self._memoize(text)

    def _save_bytes(self, data):
        if self.proto < 3:
            import _codecs
            if data:
                self._save_reduce(_codecs.encode, (data.decode("latin-1"), "latin1"), obj=data)
            else:
                self._save_reduce(bytes, (), obj=data)
            return
        count = len(data)
        if count < 256:
            self._write(b"C" + bytes([count]))
            self._write(data)
        elif count < 1 << 32:
            self._write_large(b"B" + count.to_bytes(4, "little"), data)
        else:
            self._write_large(b"\x8e" + count.to_bytes(8, "little"), data)
        self._memoize(data)

    def _save_bytearray(self, data):
        if self.proto < 5:
            self._save_reduce(bytearray, (bytes(data),) if data else (), obj=data)
            return
        self._write_large(b"\x96" + len(data).to_bytes(8, "little"), bytes(data))
        self._memoize(data)

    def _save_tuple(self, values):
        count = len(values)
        if not count:
            self._write(b")" if self.bin else b"(t")
            return
        short = count <= 3 and self.proto >= 2
        if not short:
            self._write(b"(")
        for value in values:
            self._save(value)
        found = self._memo.get(id(values))
        if found is not None:
            # An element held the tuple, which is written already.
            self._write(b"0" * count if short else b"1" if self.bin else b"0" * (count + 1))
            self._refer(found[0])
            return
        self._write((b"\x85", b"\x86", b"\x87")[count - 1] if short else b"t")
        self._memoize(values)

    def _save_list(self, values):
        self._write(b"]" if self.bin else b"(l")
        self._memoize(values)
        count = len(values)
        if not self.bin:
            for value in list(values):
                self._save(value)
                self._write(b"a")
        elif count == 1:
            self._save(values[0])
            self._write(b"a")
        else:
            for start in range(0, count, _BATCH):
                self._write(b"(")
                for value in values[start:start + _BATCH]:
                    self._save(value)
                self._write(b"e")

    def _save_dict(self, values):
        self._write(b"}" if self.bin else b"(d")
        self._memoize(values)
        pairs = list(values.items())
        size = _BATCH if self.bin else 1
        is_single = not self.bin or len(pairs) == 1
        for start in range(0, len(pairs), size):
            if not is_single:
                self._write(b"(")
            for key, value in pairs[start:start + size]:
                self._save(key)
                self._save(value)
            self._write(b"s" if is_single else b"u")

    def _save_set(self, values):
        if self.proto < 4:
            self._save_reduce(set, (list(values),), obj=values)
            return
        self._write(b"\x8f")
        self._memoize(values)
        items = list(values)
        for start in range(0, len(items), _BATCH):
            self._write(b"(")
            for value in items[start:start + _BATCH]:
                self._save(value)
            self._write(b"\x90")

    def _save_frozenset(self, values):
        if self.proto < 4:
            self._save_reduce(frozenset, (list(values),), obj=values)
            return
        self._write(b"(")
        for value in values:
            self._save(value)
        found = self._memo.get(id(values))
        if found is not None:
            self._write(b"1")
            self._refer(found[0])
            return
        self._write(b"\x91")
        self._memoize(values)

    def _save_other(self, obj, kind):
        if self._override is not None:
            reduced = self._override(obj)
            if reduced is not NotImplemented:
                if isinstance(reduced, str):
                    self._save_global(obj, reduced)
                else:
                    self._save_reduce(*_checked(reduced), obj=obj)
                return
        if kind is type:
            self._save_type(obj)
            return
        if kind in _functions and not self._is_bound(obj):
            self._save_global(obj)
            return
        reduce = self._table.get(kind)
        if reduce is not None:
            reduced = reduce(obj)
        elif issubclass(kind, type):
            self._save_type(obj)
            return
        else:
            reduce = getattr(obj, "__reduce_ex__", None)
            if reduce is not None:
                reduced = reduce(self.proto)
            else:
                reduce = getattr(obj, "__reduce__", None)
                if reduce is None:
                    raise PicklingError(f"can't pickle '{kind.__name__}' object: {obj!r}")
                reduced = reduce()
        if isinstance(reduced, str):
            self._save_global(obj, reduced)
        else:
            self._save_reduce(*_checked(reduced), obj=obj)

    def _is_bound(self, obj):
        """Whether a native function is a method of an object that is no module."""
        owner = getattr(obj, "__self__", None)
        return owner is not None and type(owner) is not type(sys)

    def _save_reduce(self, function, args, state=None, items=None, pairs=None, setter=None, *, obj=None):
        name = getattr(function, "__name__", "") if self.proto >= 2 else ""
        if name in ("__newobj_ex__", "__newobj__"):
            self._save_new(name, function, args, obj)
        else:
            self._save(function)
            self._save(args)
            self._write(b"R")
        found = self._memo.get(id(obj))
        if found is not None:
            # The arguments held the object, which is written already.
            self._write(b"0")
            self._refer(found[0])
        else:
            self._memoize(obj)
        if items is not None:
            self._save_batches(items, b"a", b"e", self._save)
        if pairs is not None:
            self._save_batches(pairs, b"s", b"u", self._save_pair)
        if state is None:
            return
        if setter is not None:
            self._save(setter)
            self._save(obj)
            self._save(state)
            self._write(b"\x86R0")
            return
        if type(state) is dict and id(state) not in self._memo:
            # The names of attributes are one object each. Written here, as long chains of objects nest deeply.
            self._write(b"}" if self.bin else b"(d")
            self._memoize(state)
            attributes = list(state.items())
            size = _BATCH if self.bin else 1
            for start in range(0, len(attributes), size):
                part = attributes[start:start + size]
                is_single = len(attributes) == 1 or size == 1
                if not is_single:
                    self._write(b"(")
                for key, value in part:
                    self._save_name(key)
                    self._save(value)
                self._write(b"s" if is_single else b"u")
        else:
            self._save(state)
        self._write(b"b")

    def _save_new(self, name, function, args, obj):
        cls = args[0] if args else None
        if not hasattr(cls, "__new__"):
            raise PicklingError(f"args[0] from {name} args has no __new__")
        if obj is not None and cls is not obj.__class__:
            raise PicklingError(f"args[0] from {name} args has the wrong class")
        self._save(cls)
        if name == "__newobj__":
            self._save(args[1:])
            self._write(b"\x81")
        elif self.proto >= 4:
            self._save(args[1])
            self._save(args[2])
            self._write(b"\x92")
        else:
            import functools
            self._write(b"0")
            self._save(functools.partial(cls.__new__, cls, *args[1], **args[2]))
            self._save(())
            self._write(b"R")

    def _save_pair(self, pair):
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise TypeError("dict items iterator must return 2-tuples")
        self._save(pair[0])
        self._save(pair[1])

    def _save_batches(self, values, single, several, save):
        values = list(values)
        if not self.bin:
            for value in values:
                save(value)
                self._write(single)
            return
        for start in range(0, len(values), _BATCH):
            part = values[start:start + _BATCH]
            if len(part) > 1:
                self._write(b"(")
            for value in part:
                save(value)
            self._write(several if len(part) > 1 else single)

    def _save_type(self, obj):
        for value in (None, Ellipsis, NotImplemented):
            if obj is type(value):
                self._save_reduce(type, (value,), obj=obj)
                return
        self._save_global(obj)

    def _save_global(self, obj, name=None):
        if name is None:
            name = getattr(obj, "__qualname__", None) or obj.__name__
        path = name.split(".")
        if name.startswith("torch.") and getattr(obj, "__module__", "") == "torch":
            path = path[1:]
            name = path[-1]
        module_name = _module_of(obj, path)
        try:
            __import__(module_name)
            module = sys.modules[module_name]
        except (ImportError, ValueError, KeyError):
            raise PicklingError(f"Can't pickle {obj!r}: import of module {module_name!r} failed") from None
        if "<locals>" in path:
            raise AttributeError(f"Can't pickle local object {name!r}")
        parent = found = module
        try:
            for part in path:
                parent, found = found, getattr(found, part)
        except AttributeError:
            raise PicklingError(
                f"Can't pickle {obj!r}: attribute lookup {name} on {module_name} failed") from None
        if found is not obj and not (_is_native(obj) and found == obj):
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")
        if self.proto >= 4:
            self._save_name(module_name, "native function" if type(obj) is type(len) else "name")
            self._save_name(name)
            self._write(b"\x93")
        elif parent is not module:
            self._save_reduce(getattr, (parent, path[-1]), obj=obj)
            return
        else:
            if self._fix_imports:
                if module_name == "builtins" and isinstance(obj, type) and issubclass(obj, BaseException):
                    module_name = "exceptions"
                module_name, name = _old_names.get(
                    (module_name, name), (_old_modules.get(module_name, module_name), name))
            self._write(b"c" + module_name.encode() + b"\n" + name.encode() + b"\n")
        self._memoize(obj)


def _checked(reduced):
    if not isinstance(reduced, tuple):
        raise PicklingError("__reduce__ must return a string or tuple")
    if not 2 <= len(reduced) <= 6:
        raise PicklingError("tuple returned by __reduce__ must contain 2 through 6 elements")
    if not callable(reduced[0]):
        raise PicklingError("first item of the tuple returned by __reduce__ must be callable")
    if not isinstance(reduced[1], tuple):
        raise PicklingError("second item of the tuple returned by __reduce__ must be a tuple")
    return reduced


def _is_native(obj):
    return type(obj) is type(len)


def _module_of(obj, path):
    name = getattr(obj, "__module__", None)
    if isinstance(name, str):
        return name
    for name, module in list(sys.modules.items()):
        if name in ("__main__", "__mp_main__") or module is None:
            continue
        found = module
        try:
            for part in path:
                found = getattr(found, part)
        except Exception:
            continue
        if found is obj:
            return name
    return "builtins" if obj is Ellipsis or obj is NotImplemented else "__main__"


_savers = {
    str: Pickler._save_str, bytes: Pickler._save_bytes, bytearray: Pickler._save_bytearray,
    tuple: Pickler._save_tuple, list: Pickler._save_list, dict: Pickler._save_dict, set: Pickler._save_set,
    frozenset: Pickler._save_frozenset,
}
