"""Text as HTML and back."""

__all__ = ["escape", "unescape"]


def escape(s, quote=True):
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return s.replace('"', "&quot;").replace("'", "&#x27;") if quote else s


# The characters with names that texts use.
_latin = (
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro "
    "para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil "
    "Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave "
    "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml "
    "igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute "
    "thorn yuml").split()
_others = {
    "quot": 34, "amp": 38, "lt": 60, "gt": 62, "apos": 39, "OElig": 338, "oelig": 339, "Scaron": 352, "scaron": 353,
    "Yuml": 376, "fnof": 402, "circ": 710, "tilde": 732, "ensp": 8194, "emsp": 8195, "thinsp": 8201, "zwnj": 8204,
    "zwj": 8205, "lrm": 8206, "rlm": 8207, "ndash": 8211, "mdash": 8212, "lsquo": 8216, "rsquo": 8217, "sbquo": 8218,
    "ldquo": 8220, "rdquo": 8221, "bdquo": 8222, "dagger": 8224, "Dagger": 8225, "bull": 8226, "hellip": 8230,
    "permil": 8240, "prime": 8242, "Prime": 8243, "lsaquo": 8249, "rsaquo": 8250, "euro": 8364, "trade": 8482,
    "larr": 8592, "uarr": 8593, "rarr": 8594, "darr": 8595, "harr": 8596, "rArr": 8658, "hArr": 8660, "forall": 8704,
    "part": 8706, "exist": 8707, "empty": 8709, "nabla": 8711, "isin": 8712, "notin": 8713, "ni": 8715, "prod": 8719,
    "sum": 8721, "minus": 8722, "radic": 8730, "prop": 8733, "infin": 8734, "ang": 8736, "and": 8743, "or": 8744,
    "cap": 8745, "cup": 8746, "int": 8747, "there4": 8756, "sim": 8764, "cong": 8773, "asymp": 8776, "ne": 8800,
    "equiv": 8801, "le": 8804, "ge": 8805, "sub": 8834, "sup": 8835, "oplus": 8853, "otimes": 8855, "perp": 8869,
    "Alpha": 913, "Beta": 914, "Gamma": 915, "Delta": 916, "Theta": 920, "Lambda": 923, "Pi": 928, "Sigma": 931,
    "Phi": 934, "Psi": 936, "Omega": 937, "alpha": 945, "beta": 946, "gamma": 947, "delta": 948, "epsilon": 949,
    "zeta": 950, "eta": 951, "theta": 952, "iota": 953, "kappa": 954, "lambda": 955, "mu": 956, "nu": 957, "xi": 958,
    "omicron": 959, "pi": 960, "rho": 961, "sigma": 963, "tau": 964, "upsilon": 965, "phi": 966, "chi": 967,
    "psi": 968, "omega": 969, "hearts": 9829, "check": 10003,
}
# Those that are known without their semicolons.
_open = {*_latin, "quot", "amp", "lt", "gt"}
_windows = dict(zip(
    (128, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 142, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154,
     155, 156, 158, 159), "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"))


def _numbered(digits, base):
    number = int(digits, base)
    if number in _windows:
        return _windows[number]
    if number == 0 or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
        return "\ufffd"
    if number == 13:
        return "\r"
    if number < 9 or number == 11 or 14 <= number < 32 or 127 <= number < 160 or 0xFDD0 <= number <= 0xFDEF \
            or number & 0xFFFE == 0xFFFE:
        return chr(number) if 128 <= number < 160 else ""
    return chr(number)


def _named(name):
    """The character of the longest name that the text begins with, and the rest."""
    known = {**dict(zip(_latin, range(160, 256))), **_others}
    if name.endswith(";") and name[:-1] in known:
        return chr(known[name[:-1]])
    for end in range(len(name), 1, -1):
        if name[:end] in _open:
            return chr(known[name[:end]]) + name[end:]
    return "&" + name


def unescape(s):
    if "&" not in s:
        return s
    import re

    def replaced(match):
        decimal, hexadecimal, name = match.groups()
        if decimal:
            return _numbered(decimal, 10)
        return _numbered(hexadecimal, 16) if hexadecimal else _named(name)

    return re.sub(r"&(?:#([0-9]+);?|#[xX]([0-9a-fA-F]+);?|([^\t\n\f <&#;]{1,32};?))", replaced, s)
