import types
def f(): pass
def g(): yield
class A:
    def m(self): pass
print(isinstance(f, types.FunctionType), isinstance(lambda: 0, types.LambdaType), isinstance(g(), types.GeneratorType), isinstance(A().m, types.MethodType), isinstance(len, types.BuiltinFunctionType), isinstance(types, types.ModuleType))
n = types.SimpleNamespace(a=1, b="x"); n.c = [2]; print(n, n.a, n == types.SimpleNamespace(a=1, b="x", c=[2]), types.NoneType, vars(n))
m = types.MappingProxyType({"a": 1}); print(m["a"], m)
try: m["b"] = 2
except TypeError as e: print(e)
B = types.new_class("B", (A,), {}, lambda ns: ns.update(x=5)); print(B.x, B.__name__, issubclass(B, A))
