import pickle
import numpy as np

def again(value):
    return pickle.loads(pickle.dumps(value))

a = np.arange(6).reshape(2, 3)
again(a), again(a.T), again(a[:, 1]), again(a.T).flags["F_CONTIGUOUS"], again(np.zeros((0, 2))).shape
again(np.float32(2.5)), type(again(np.float32(2.5))).__name__, again(np.int64(3)), again(np.bool_(True))
again(np.dtype("int32")), again(np.dtype(float))
for dtype in ("float32", "int8", "bool", "complex128", "uint8"):
    print(repr(again(np.ones(2, dtype=dtype))))

b = again(a)
b[0, 0] = 7
b, a
again({"x": a, "y": [a, 1]})["y"][0].sum()
again(np.array(5.0)), again(np.sum) is np.sum, again(np.float64)
