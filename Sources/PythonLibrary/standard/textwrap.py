"""Wrapping, filling, indenting and dedenting text."""

import re as _re

__all__ = ["TextWrapper", "dedent", "fill", "indent", "shorten", "wrap"]

_SPACES = "\t\n\x0b\x0c\r "
_SPACE_RUN = _re.compile(r"[\t\n\x0b\x0c\r ]+")
# Pieces between which a line may end: runs of spaces, dashes, and words, which end after a hyphen between letters.
_PIECES = _re.compile(
    r"[\t\n\x0b\x0c\r ]+|(?<=[\w!\"'&.,?])-{2,}(?=\w)"
    r"|[^\t\n\x0b\x0c\r ](?:[^\t\n\x0b\x0c\r -]|-(?![^\d\W_])|(?<![^\d\W_])-)*?"
    r"(?:(?<=[^\d\W_])-(?=[^\d\W_])|(?=[\t\n\x0b\x0c\r ]|$)|(?<=[\w!\"'&.,?])(?=-{2,}\w))")
_SENTENCE_END = _re.compile(r"[a-z][.!?][\"']?$")


class TextWrapper:
    """Breaks text into lines of at most `width` characters."""

    def __init__(
            self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
            fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8,
            *, max_lines=None, placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _pieces(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate({ord(space): " " for space in _SPACES})
        if self.break_on_hyphens:
            pieces = [piece for piece in _PIECES.findall(text) if piece]
        else:
            pieces = [piece for piece in _re.split(r"([\t\n\x0b\x0c\r ]+)", text) if piece]
        if self.fix_sentence_endings:
            for i in range(len(pieces) - 1):
                if pieces[i + 1] == " " and _SENTENCE_END.search(pieces[i]):
                    pieces[i + 1] = "  "
        return pieces

    def wrap(self, text):
        """The lines, without line endings."""
        pieces = self._pieces(text)
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        pieces.reverse()
        while pieces:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and pieces[-1].strip() == "" and lines:
                pieces.pop()
            line, length = [], 0
            while pieces and length + len(pieces[-1]) <= width:
                length += len(pieces[-1])
                line.append(pieces.pop())
            if pieces and len(pieces[-1]) > width:
                self._break(pieces, line, length, width)
                length = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == "":
                length -= len(line.pop())
            if not line:
                continue
            last = not pieces or self.drop_whitespace and len(pieces) == 1 and not pieces[0].strip()
            if self.max_lines is None or len(lines) + 1 < self.max_lines or last and length <= width:
                lines.append(indent + "".join(line))
                continue
            while line:
                if line[-1].strip() and length + len(self.placeholder) <= width:
                    line.append(self.placeholder)
                    lines.append(indent + "".join(line))
                    break
                length -= len(line.pop())
            else:
                if lines and len(lines[-1].rstrip()) + len(self.placeholder) <= self.width:
                    lines[-1] = lines[-1].rstrip() + self.placeholder
                else:
                    lines.append(indent + self.placeholder.lstrip())
            break
        return lines

    def _break(self, pieces, line, length, width):
        """Puts a part of a word that is longer than a line, or the whole word."""
        space = 1 if width < 1 else width - length
        if self.break_long_words:
            end = space
            word = pieces[-1]
            if self.break_on_hyphens and len(word) > space:
                hyphen = word.rfind("-", 0, space)
                if hyphen > 0 and any(c != "-" for c in word[:hyphen]):
                    end = hyphen + 1
            line.append(word[:end])
            pieces[-1] = word[end:]
        elif not line:
            line.append(pieces.pop())

    def fill(self, text):
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **options):
    """The lines of a paragraph."""
    return TextWrapper(width=width, **options).wrap(text)


def fill(text, width=70, **options):
    """A paragraph as one string of wrapped lines."""
    return TextWrapper(width=width, **options).fill(text)


def shorten(text, width, **options):
    """The text with its spaces collapsed, cut to `width` characters."""
    return TextWrapper(width=width, max_lines=1, **options).fill(" ".join(text.strip().split()))


def dedent(text):
    """The text without the spaces that all its lines begin with."""
    lines = text.split("\n")
    lines = ["" if not line.strip(" \t") else line for line in lines]
    margin = None
    for line in lines:
        if not line:
            continue
        indent = line[:len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = indent
        elif not indent.startswith(margin):
            common = 0
            for a, b in zip(margin, indent):
                if a != b:
                    break
                common += 1
            margin = margin[:common]
    if margin:
        lines = [line.removeprefix(margin) for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    """The text with `prefix` before each line that is not blank, or that `predicate` holds for."""
    if predicate is None:
        predicate = str.strip
    return "".join((prefix if predicate(line) else "") + line for line in text.splitlines(True))
