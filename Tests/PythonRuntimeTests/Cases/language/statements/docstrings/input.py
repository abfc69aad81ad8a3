"""module doc"""
def f():
    "doc"
    return 1
def g():
    f"not {1} doc"
class A:
    """class doc"""
    def m(self):
        """method
        doc"""
print(f.__doc__, g.__doc__, A.__doc__, repr(A.m.__doc__), A().m.__doc__ == A.m.__doc__)
