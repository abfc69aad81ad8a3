from contextlib import contextmanager, suppress, closing, nullcontext, ExitStack, ContextDecorator, AbstractContextManager
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
@contextmanager
def tag(name):
    print("<", name)
    try:
        yield name.upper()
    except KeyError as e:
        print("swallowed", e)
    finally:
        print(">", name)
with tag("a") as t: print(t)
with tag("b"): raise KeyError("k")
def other():
    with tag("c"): raise ValueError("v")
attempt(other)
@tag("deco")
def f(): return "in f"
print(f(), f.__name__)
with suppress(ZeroDivisionError, ValueError): 1 / 0
print("after")
with nullcontext(5) as n: print(n)
class C:
    def close(self): print("closed")
with closing(C()) as c: print(type(c).__name__)
with ExitStack() as stack:
    print(stack.enter_context(tag("s1")), stack.enter_context(tag("s2")))
    stack.callback(print, "callback")
def leak():
    with ExitStack() as stack:
        stack.enter_context(tag("e"))
        raise ValueError("inside")
attempt(leak)
@contextmanager
def never():
    if False: yield
def use():
    with never(): pass
attempt(use)
@contextmanager
def twice():
    yield 1
    yield 2
def use2():
    with twice(): pass
attempt(use2)
class D(ContextDecorator):
    def __enter__(self): print("enter"); return self
    def __exit__(self, *a): print("exit"); return False
@D()
def g(): print("g")
g()
print(isinstance(nullcontext(), AbstractContextManager))
attempt(lambda: ExitStack().enter_context(3))
