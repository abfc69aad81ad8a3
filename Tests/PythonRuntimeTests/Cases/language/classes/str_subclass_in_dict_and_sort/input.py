class K(str):
    def __lt__(self, o): return len(self) < len(o)
print(sorted([K("ccc"), K("a"), K("bb")]), sorted({"b": 1, "a": 2}.items()), sorted("hello", reverse=True))
