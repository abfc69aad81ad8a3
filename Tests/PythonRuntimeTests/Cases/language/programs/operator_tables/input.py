ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b}
def rpn(text):
    stack = []
    for tok in text.split():
        if tok in ops:
            b, a = stack.pop(), stack.pop()
            stack.append(ops[tok](a, b))
        else: stack.append(float(tok))
    result, = stack
    return result
print(rpn("3 4 + 2 *"), rpn("5 1 2 + 4 * + 3 -"))
for bad in ("1 +", "1 2", "x", "1 0 /"):
    try: print(rpn(bad))
    except Exception as e: print(type(e).__name__, e)
