import json
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(json.dumps({"a": 1, "b": [1.5, True, None, "x\n\"q\" é \U0001f600"], "c": {}}), json.dumps([]), json.dumps({}), json.dumps("é", ensure_ascii=False), json.dumps((1, 2)), json.dumps(1e100), json.dumps(float("nan")))
print(json.dumps({"b": 1, "a": [1, {"x": []}]}, indent=2, sort_keys=True))
print(json.dumps([1, 2], separators=(",", ":")), json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps([1, [2]], indent="\t"))
print(json.loads('{"a": [1, 2.5, -3e2, true, false, null, "x\\u00e9\\n\\ud83d\\ude00"], "b": {"c": {}}}'), json.loads("[]"), json.loads(" 12 "), json.loads('"s"'), json.loads(b"[1]"), json.loads("123456789012345678901234567890"), json.loads("NaN"), json.loads("-Infinity"))
print(json.loads('{"a": 1, "a": 2}'), json.loads('[1.0, 0.1]', parse_float=str), json.loads('{"x": 1}', object_hook=lambda d: list(d.items())), json.loads('{"x": 1}', object_pairs_hook=lambda p: p))
for bad in ("", "{", "[1,", "[1 2]", '{"a" 1}', '{a: 1}', "nul", '"abc', '"\\q"', "[1]x", '{"a": 1,}', "[1,]", "'a'", '"\t"', '"\\u12"', "{\n  \"a\": x}", "01"):
    attempt(lambda: json.loads(bad))
class P:
    def __init__(self): self.x = 1
attempt(lambda: json.dumps(P()))
attempt(lambda: json.dumps({(1,): 2}))
attempt(lambda: json.dumps({1, 2}))
print(json.dumps(P(), default=lambda o: o.__dict__), json.dumps({(1,): 2, "a": 1}, skipkeys=True))
l = []; l.append(l)
attempt(lambda: json.dumps(l))
attempt(lambda: json.dumps(float("inf"), allow_nan=False))
attempt(lambda: json.loads(5))
class E(json.JSONEncoder):
    def default(self, o): return "enc"
print(json.dumps([P()], cls=E))
d = {"weights": [[0.1, -0.2], [3, 4]], "name": "m", "ok": True}; print(json.loads(json.dumps(d)) == d)
import io
f = io.StringIO(); json.dump(d, f); f.seek(0); print(json.load(f) == d)
