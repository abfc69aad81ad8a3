"""A helper."""
CONSTANT = 7
_hidden = 1
calls = 0
print("helper runs as", __name__)
def double(x): return x * 2
def counter():
    global calls
    calls += 1
    return calls
def read(): return CONSTANT
class Thing:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"Thing({self.v})"
def fail():
    raise ValueError("from helper")
