def f(a, b, c): return a / b
f(
    1,
    0,
    3,
)
