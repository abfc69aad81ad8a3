import torch
import numpy as np
import torch.utils.dlpack
torch.frombuffer(bytes([255, 0, 0, 0, 1]), dtype=torch.uint8)
torch.frombuffer(bytes([255, 0, 0, 0, 1]), dtype=torch.int32)
torch.frombuffer(bytes([255, 0, 0, 0, 1, 0, 0, 0]), dtype=torch.int32)
torch.frombuffer(bytes(8), dtype=torch.float32, count=1, offset=4)
torch.frombuffer(bytes(8), dtype=torch.float32, offset=8)
torch.frombuffer(bytes(8), dtype=torch.float32, offset=9)
torch.frombuffer(bytes(8), dtype=torch.float32, offset=-1)
torch.frombuffer(bytes(8), dtype=torch.float32, count=3)
torch.frombuffer(bytes(8), dtype=torch.float32, count=0)
torch.frombuffer(bytes(8), dtype=torch.float32, count=-2)
torch.frombuffer(bytes(), dtype=torch.float32)
torch.frombuffer(b'abc', dtype=torch.uint8)
torch.frombuffer([1, 2], dtype=torch.uint8)
torch.frombuffer('abc', dtype=torch.uint8)
torch.frombuffer(memoryview(bytes(b'abcd')), dtype=torch.int16)
torch.frombuffer(bytes(8), dtype=torch.float32, requires_grad=True)
torch.frombuffer(bytes(8), dtype=torch.int32, requires_grad=True)
torch.frombuffer(np.arange(3), dtype=torch.int64)
x = torch.arange(4)
y = torch.from_dlpack(x)
y[:2] = -1
x
y
z = torch.utils.dlpack.from_dlpack(x)
z[0] = 5
x
n = np.arange(3.0)
w = torch.from_dlpack(n)
w
w[0] = 9
n
torch.from_dlpack([1])
torch.from_dlpack(x.float().requires_grad_())
x.new_empty_strided((2, 3), (3, 1)).shape
x.new_empty_strided((2, 3), (1, 2)).stride()
x.new_empty_strided((2,), (1,), dtype=torch.float64).dtype
torch.asarray(torch.ones(2, requires_grad=True) + 1)
torch.asarray(torch.ones(2, requires_grad=True) + 1, requires_grad=True)
torch.asarray(torch.ones(2, requires_grad=True))
torch.asarray(torch.ones(2, requires_grad=True), dtype=torch.float64)
torch.ones(2).grad_dtype
torch.ones(2, requires_grad=True).grad_dtype
k = np.arange(3, dtype=np.int32)
v = torch.frombuffer(k, dtype=torch.int32, offset=4)
v[0] = 7
k
