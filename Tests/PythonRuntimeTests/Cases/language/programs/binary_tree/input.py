class Tree:
    def __init__(self): self.root = None
    class Node:
        __slots__ = ("key", "left", "right")
        def __init__(self, key): self.key, self.left, self.right = key, None, None
    def insert(self, key):
        def go(n):
            if n is None: return Tree.Node(key)
            if key < n.key: n.left = go(n.left)
            elif key > n.key: n.right = go(n.right)
            return n
        self.root = go(self.root)
        return self
    def __iter__(self):
        def walk(n):
            if n:
                yield from walk(n.left)
                yield n.key
                yield from walk(n.right)
        return walk(self.root)
    def __contains__(self, key):
        n = self.root
        while n and n.key != key: n = n.left if key < n.key else n.right
        return n is not None
t = Tree()
for k in (5, 2, 8, 1, 9, 3): t.insert(k)
print(list(t), 8 in t, 7 in t, [k * 2 for k in t if k > 2])
