"""How long pieces of code take."""

import builtins
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_number = 1000000
default_repeat = 5
default_timer = time.perf_counter


def _indented(text, blanks):
    return text.replace("\n", "\n" + " " * blanks)


class Timer:
    """Runs a statement many times and tells how long that took."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        namespace = {"__name__": "timeit"} if globals is None else globals
        local = {}
        preparation, step, parameters = setup, stmt, ""
        if isinstance(setup, str):
            compile(setup, "<timeit-src>", "exec")
        elif callable(setup):
            local["_setup"] = setup
            parameters += ", _setup=_setup"
            preparation = "_setup()"
        else:
            raise ValueError("setup is neither a string nor callable")
        if isinstance(stmt, str):
            compile((setup + "\n" if isinstance(setup, str) else "") + stmt, "<timeit-src>", "exec")
        elif callable(stmt):
            local["_stmt"] = stmt
            parameters += ", _stmt=_stmt"
            step = "_stmt()"
        else:
            raise ValueError("stmt is neither a string nor callable")
        self.src = (
            f"def inner(_it, _timer{parameters}):\n"
            f"    {_indented(preparation, 4)}\n"
            "    _t0 = _timer()\n"
            "    for _i in _it:\n"
            f"        {_indented(step, 8)}\n"
            "        pass\n"
            "    _t1 = _timer()\n"
            "    return _t1 - _t0\n")
        exec(compile(self.src, "<timeit-src>", "exec"), namespace, local)
        self.inner = local["inner"]

    def print_exc(self, file=None):
        import traceback
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """The seconds of that many runs."""
        return self.inner(builtins.iter([None] * number if number < 10000 else range(number)), self.timer)

    def repeat(self, repeat=default_repeat, number=default_number):
        """The seconds of several rounds."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """A number of runs that takes at least a fifth of a second, and its seconds."""
        scale = 1
        while True:
            for factor in 1, 2, 5:
                number = scale * factor
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
