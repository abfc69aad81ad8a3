class A:
    def __init__(self): self.__secret = 1
    def get(self): return self.__secret
    __private = 2
a = A()
print(a.get(), a._A__secret, A._A__private, sorted(a.__dict__))
try: a.__secret
except AttributeError as e: print(e)
