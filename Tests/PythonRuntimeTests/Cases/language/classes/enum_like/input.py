class Meta(type):
    def __iter__(cls): return iter(cls.members)
    def __contains__(cls, x): return x in cls.members
    def __getitem__(cls, k): return cls.members[k]
    def __setattr__(cls, n, v): raise AttributeError("frozen")
    def __instancecheck__(cls, o): return o == 5
    def __repr__(cls): return "<" + cls.__name__ + ">"
class E(metaclass=Meta):
    members = [1, 2]
print(list(E), 2 in E, E[0], isinstance(5, E), isinstance(6, E), E)
try: E.x = 1
except AttributeError as e: print(e)
