# Windows over arrays, and values written along an axis.
import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

sliding_window_view(np.arange(5), 3)
sliding_window_view(np.arange(12).reshape(3, 4), (2, 3)).shape, sliding_window_view(np.arange(12).reshape(3, 4), (2, 2))[0, 1]
sliding_window_view(np.arange(6).reshape(2, 3), 2, axis=1), sliding_window_view(np.arange(12).reshape(3, 4), 2, axis=-1).sum(-1)
sliding_window_view(np.arange(3), 4)
sliding_window_view(np.arange(4).reshape(2, 2), 2)
sliding_window_view(np.arange(3), -1)
window = sliding_window_view(np.arange(4), 2)
window[0] = 1
base = np.arange(6)
as_strided(base, (3, 2), (16, 8)), as_strided(base, shape=(2, 3)), np.lib.stride_tricks.as_strided(base, (2, 2), (8, 8))
table = np.array([[10, 30, 20], [60, 40, 50]])
np.put_along_axis(table, np.argmax(table, axis=1, keepdims=True), 99, axis=1)
table
np.put_along_axis(table, np.array([[0, -1]]), np.array([[1, 2]]), 1)
table
