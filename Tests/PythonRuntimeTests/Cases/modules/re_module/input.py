import re
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
m = re.match(r"(\w+) (\d+)", "hello 42 world")
print(m, m.group(), m.group(1), m.groups(), m.span(2), m.start(), m.end(1), m[2], m.group(1, 2), m.lastindex, bool(m))
print(re.search(r"\d+", "a12b345").group(), re.findall(r"\d+", "a12b345"), re.findall(r"(\w)(\d)", "a1b2"), re.findall(r"(a)|b", "ab"), re.match("x", "y"), re.fullmatch(r"\d+", "123"), re.fullmatch("a|ab", "ab"))
print(re.sub(r"\d", "#", "a1b2"), re.sub(r"(\w)(\d)", r"\2\1", "a1b2"), re.sub(r"(?P<x>\w)", r"<\g<x>>", "ab"), re.sub("a", lambda m: m.group().upper(), "banana", count=2), re.subn("a", "", "banana"), re.sub("x*", "-", "abc"))
print(re.split(r",\s*", "a, b,c"), re.split(r"(,)", "a,b"), re.split("", "abc"), re.split(r"\s+", " a b ", maxsplit=1), re.split("x*", "axbc"))
print([x.span() for x in re.finditer(r"a|", "aab")], re.findall("", "ab"), re.findall(r"\b\w", "hi there"), re.findall(r"^\w", "a\nb", re.M), re.findall(r".", "a\nb"), re.findall(r".", "a\nb", re.S))
print(re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", "2024-05").groupdict(), re.findall(r"a.*?b", "axbxb"), re.findall(r"a.*b", "axbxb"), re.search(r"(?<=\$)\d+", "cost $45").group(), re.search(r"\d+(?!\.)", "3.14").group(), re.findall(r"(?<!a)b", "ab cb"), re.search(r"(?i)HELLO", "say hello"), re.findall(r"(?i:A)b", "ab aB"))
print(re.findall(r"(\w)\1", "aabbcd"), re.match(r"(a+)+$", "aaaaaaaaaaaaa").group(), re.findall(r"[^a-c\s]", "a d b e"), re.findall(r"[\w.-]+@[\w-]+\.\w+", "x.y@z.com, b@c.org"), re.findall(r"a{2,3}", "aaaaaaa"), re.findall(r"a{2}?", "aaaa"), re.findall(r"(?:ab)+", "ababab"), re.match(r"(a)?b", "b").groups(), re.match(r"(a)?b", "b").group(1))
print(re.escape("a.b*c d"), re.compile(r"\d+").pattern, re.compile("a", re.I), re.compile("a"), re.I, re.I | re.M, re.compile("(a)(?P<n>b)").groups, re.compile("(?P<n>b)").groupindex)
p = re.compile(r"""
   (\d+)  # number
   \s*
   ([a-z]+)  # unit
""", re.VERBOSE)
print(p.match("12 kg").groups(), p.findall("1a 2b"))
print(re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", "1234567"), re.findall(r"é+", "éé"), re.findall(r"\w+", "naïve café"), re.findall(r"\w+", "naïve", re.A), re.match(rb"\d+", b"12a").group(), re.sub(rb"a", b"b", b"aa"))
print(re.match(r"(?:(a)|(b))+", "ab").groups(), re.match(r"(a|b)*", "abab").group(1), re.match(r"(?>a+)b", "aab"), re.match(r"a++a", "aaa"), re.match(r"(?:x(?P<q>y)?)+(?(q)z|w)", "xyz").group(), re.match(r"(a*)*", "aab").span(), re.match(r"(a*?)*b", "aab").span(), re.match(r"(?:a|b|)+c", "abac").span())
for bad in ("(", ")", "[", "a**", "*a", "(?P<1>a)", "(?P<n>a)(?P<n>b)", r"\1", "a{3,2}", "(?<=a+)b", "[z-a]", "\\", "(?P=x)", "(?x", "(?z)", "(?P<n", r"\q", "a(?i)b", "(?#", "x{1}{2}", "[\\d-z]"):
    attempt(lambda: re.compile(bad))
attempt(lambda: re.sub("a", r"\2", "a"))
attempt(lambda: re.match("a", "a").group(3))
attempt(lambda: re.match("a", 3))
attempt(lambda: re.match("a", b"a"))
attempt(lambda: re.compile(3))
print(re.match(r"\s*(\S+)\s*", "  tok  ").span(1), re.findall(r"-?\d+\.?\d*(?:[eE][+-]?\d+)?", "1 -2.5 3e10 4."), re.search("b", "abc", re.I).string, re.compile("b").search("abcb", 2).start(), re.compile("^b").search("ab", 1))
print(re.split(r"(\d)(x)?", "a1b2xc"), re.sub(r"\n", r"\\n", "a\nb"), re.sub("(a)|(b)", r"[\1\2]", "ab"), re.sub("a", "\\n", "a"), re.match("(.)(.)", "ab").expand(r"\2-\1"))
