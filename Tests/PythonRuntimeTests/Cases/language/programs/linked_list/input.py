class Node:
    def __init__(self, value, next=None): self.value, self.next = value, next
class Linked:
    def __init__(self, items=()):
        self.head = None
        self.size = 0
        for i in reversed(list(items)): self.push(i)
    def push(self, v):
        self.head = Node(v, self.head)
        self.size += 1
    def __iter__(self):
        n = self.head
        while n is not None:
            yield n.value
            n = n.next
    def __len__(self): return self.size
    def __repr__(self): return " -> ".join(map(str, self)) or "empty"
    def reverse(self):
        prev, cur = None, self.head
        while cur: cur.next, prev, cur = prev, cur, cur.next
        self.head = prev
l = Linked([1, 2, 3, 4])
print(l, len(l), 3 in l, list(l), sum(l))
l.reverse()
print(l, Linked())
