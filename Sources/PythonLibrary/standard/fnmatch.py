"""Names that match the patterns of a shell."""

import re as _re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def translate(pat):
    """The regular expression that matches what a pattern matches."""
    out, i = "", 0
    while i < len(pat):
        c = pat[i]
        i += 1
        if c == "*":
            if not out.endswith(".*"):
                out += ".*"
        elif c == "?":
            out += "."
        elif c == "[":
            end = pat.find("]", i + 1 + (pat[i:i + 1] == "!"))
            if end < 0:
                out += "\\["
            else:
                inside = pat[i:end].replace("\\", "\\\\")
                i = end + 1
                if inside[0] == "!":
                    inside = "^" + inside[1:]
                elif inside[0] in "^[":
                    inside = "\\" + inside
                out += f"[{inside}]"
        else:
            out += _re.escape(c)
    return f"(?s:{out})\\Z"


def fnmatchcase(name, pat):
    return _re.match(translate(pat), name) is not None


fnmatch = fnmatchcase


def filter(names, pat):
    match = _re.compile(translate(pat)).match
    return [name for name in names if match(name)]
