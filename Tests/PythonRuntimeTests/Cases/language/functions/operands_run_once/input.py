# An operand is evaluated once whatever the operator and whichever side is a literal.
import operator
calls = []
def value(n):
    calls.append(n)
    return n
print(value(6) + 1, value(6) - 1, value(6) * 2, value(6) / 4, value(6) // 4, value(6) % 4, value(6) ** 2)
print(value(6) & 3, value(6) | 1, value(6) ^ 5, value(6) << 2, value(6) >> 1)
print(1 + value(6), 1 - value(6), 2 * value(6), 4 / value(6), 4 // value(6), 4 % value(6), 2 ** value(6))
print(3 & value(6), 1 | value(6), 5 ^ value(6), 2 << value(6), 99 >> value(6))
print(len(calls))
class Log:
    def __init__(self): self.text = []
    def __getattr__(self, name):
        def add(*rest): self.text.append(name); return 1
        return add
log = Log()
x = log.a() & 3
x = (log.b() | 4) ^ log.c()
x = [log.d() << 2, -log.e(), not log.f()]
print(log.text)
