import numpy as np
import torch
a = np.array(["apple", "fig", "banana"])
print(a, repr(a), a.dtype, a.shape, a[0], a[1:], a == "fig", a[a != "fig"], len(a), a.tolist())
print(np.unique(np.array(["b", "a", "b"]), return_counts=True), np.sort(a), np.argsort(a), "fig" in a, np.isin(a, ["fig"]))
print(np.array([["a", "bb"], ["ccc", "d"]]), np.array(["a", 1, 2.5]), np.concatenate([a, np.array(["x"])]))
print(repr(a.reshape(3, 1)), np.where(np.array([True, False]), "yes", "no"))
a[1] = "watermelon"; print(a)
o = np.array([1, "a", None], dtype=object); print(o, repr(o), o.dtype, o[2])
print(type(a[0]), [w.upper() for w in a], a.astype(object), np.array(["1", "2"]).astype(float))
b = np.broadcast_to(np.arange(3), (2, 3)); print(b, b.flags.writeable)
b[0, 0] = 1
b[0][1] = 1
b += 1
a + 1
f = np.frombuffer(b"\x01\x00\x02\x00", dtype=np.int16); print(f, f.flags.writeable, np.arange(3, dtype=np.int16).tobytes())
print(np.frombuffer(np.linspace(0, 1, 3).tobytes()), np.random.default_rng(0).choice(["a", "b", "c"], 4))
for w in a: print(w, end=" ")
print(np.random.RandomState(1).choice(["x", "y"], 3), f"{a[0]:>8}|")
torch.from_numpy(a)
