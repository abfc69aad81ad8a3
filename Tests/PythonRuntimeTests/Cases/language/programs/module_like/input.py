class Parameter:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"P({self.v})"
class Module:
    def __init__(self):
        object.__setattr__(self, "_params", {})
        object.__setattr__(self, "_mods", {})
    def __setattr__(self, k, v):
        if isinstance(v, Parameter): self._params[k] = v
        elif isinstance(v, Module): self._mods[k] = v
        else: object.__setattr__(self, k, v)
    def __getattr__(self, k):
        for d in ("_params", "_mods"):
            if k in self.__dict__[d]: return self.__dict__[d][k]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{k}'")
    def named(self, prefix=""):
        for k, p in self._params.items(): yield prefix + k, p
        for k, m in self._mods.items(): yield from m.named(prefix + k + ".")
    def __call__(self, *a): return self.forward(*a)
class Linear(Module):
    def __init__(self, w):
        super().__init__()
        self.w = Parameter(w)
        self.size = w
    def forward(self, x): return self.w.v * x
class Net(Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = Linear(2), Linear(3)
    def forward(self, x): return self.b(self.a(x))
n = Net()
print(n(5), list(n.named()), n.a.size, hasattr(n, "q"))
try: n.missing
except AttributeError as e: print(e)
