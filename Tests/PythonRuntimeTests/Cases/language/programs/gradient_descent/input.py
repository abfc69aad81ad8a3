def loss(w): return (w - 3.0) ** 2 + 1
def grad(f, w, h=1e-5): return (f(w + h) - f(w - h)) / (2 * h)
w = 0.0
lr = 0.1
for step in range(50):
    g = grad(loss, w)
    w -= lr * g
    if step % 10 == 0: print(f"step {step:2d} w {w:.4f} loss {loss(w):.4f}")
print(round(w, 3))
