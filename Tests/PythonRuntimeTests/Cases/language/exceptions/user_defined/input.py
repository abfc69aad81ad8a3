class AppError(Exception):
    """Base."""
class Code(AppError):
    def __init__(self, code, msg="m"):
        super().__init__(msg)
        self.code = code
    def __str__(self): return f"[{self.code}] {self.args[0]}"
try: raise Code(7, "bad")
except AppError as e: print(e, e.code, repr(e), isinstance(e, Exception))
e = AppError(1, 2)
print(e, e.args, repr(e), AppError.__doc__)
e.add_note("n1")
print(e.__notes__)
