# Arrays in files, and numbers as text.
import io
import numpy as np
import torch

values = np.arange(6.0).reshape(2, 3) / 4
np.save("one", values)
np.load("one.npy")
np.save("two.npy", values.T)
np.load("two.npy"), np.load("two.npy").flags.f_contiguous
for kind in ("int8", "uint8", "int32", "int64", "float16", "float32", "complex64", "bool"):
    buffer = io.BytesIO()
    np.save(buffer, values.astype(kind))
    print(kind, len(buffer.getvalue()), buffer.getvalue()[:60])
    buffer.seek(0)
    print(np.load(buffer))
np.save("empty.npy", np.zeros((0, 3)))
np.load("empty.npy").shape, np.load("one.npy").dtype
np.save("number.npy", 2.5)
np.load("number.npy")
torch.from_numpy(np.load("one.npy"))
np.savez("many.npz", values, names=np.array([True, False]), more=[1, 2])
archive = np.load("many.npz")
archive
archive.files, archive["names"], archive["arr_0"].sum(), "more" in archive, len(archive)
archive["nothing"]
with np.load("many.npz") as opened:
    print({name: opened[name].shape for name in opened})
np.savez_compressed("small", a=values)
np.load("small.npz")["a"]
np.load("nowhere.npy")
np.savez("twice.npz", values, arr_0=values)

np.savetxt("plain.txt", values)
open("plain.txt").read()
np.savetxt("short.csv", values, fmt="%.2f", delimiter=",", header="a,b,c", footer="end")
open("short.csv").read()
np.savetxt("whole.txt", np.arange(3), fmt="%d")
open("whole.txt").read()
np.savetxt("mixed.txt", values, fmt=["%d", "%.1f", "%5.2f"])
open("mixed.txt").read()
np.savetxt("mixed.txt", values, fmt=["%d"])
np.savetxt("cube.txt", np.zeros((1, 1, 1)))
np.loadtxt("plain.txt")
np.loadtxt("short.csv", delimiter=","), np.loadtxt("short.csv", delimiter=",", usecols=(0, 2)), np.loadtxt("short.csv", delimiter=",", usecols=1)
np.loadtxt("short.csv", delimiter=",", unpack=True), np.loadtxt("short.csv", delimiter=",", skiprows=2)
np.loadtxt("whole.txt", dtype=int), np.loadtxt("whole.txt", ndmin=2).shape, np.loadtxt("plain.txt", max_rows=1)
np.loadtxt(io.StringIO("1 2\n3 4 5"))
np.loadtxt(["1 2", "3 x"])
np.loadtxt(["1 2", "# no", "3 4"], dtype=np.float32)
np.genfromtxt(io.StringIO("1,,3\n4,x,6"), delimiter=",")
np.genfromtxt(io.StringIO("a b\n1 2\n3 4\nend 0"), skip_header=1, skip_footer=1, dtype=int)
values.tofile("raw")
np.fromfile("raw"), np.fromfile("raw", count=2), np.fromfile("raw", dtype=np.float32)[:3], np.fromfile("raw", offset=32)
values.tofile("raw.txt", sep=" ")
open("raw.txt").read(), np.fromfile("raw.txt", sep=" ")
