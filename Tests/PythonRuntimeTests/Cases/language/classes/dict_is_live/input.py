class A: pass
a = A()
a.__dict__["x"] = 1
print(a.x, vars(a))
a.__dict__.update(y=2, z=3)
del a.x
print(a.__dict__, a.y)
a.__dict__ = {"w": 9}
print(a.w, hasattr(a, "y"))
A.k = 5
print("k" in A.__dict__, A.__dict__["k"])
for i in range(100): setattr(a, f"v{i}", i)
print(a.v99, len(a.__dict__))
