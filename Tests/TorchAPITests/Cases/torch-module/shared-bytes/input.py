import torch
import numpy as np
data = bytearray([1, 0, 2, 0])
t = torch.frombuffer(data, dtype=torch.int16)
t
t[0] = 7
data
data[2] = 9
t
data[0:2] = b"\x01\x02"
t
t.view(torch.uint8)[3] = 255
data, t
t.add_(1)
bytes(data), data.hex(), len(data), list(data), data[1], data[1:3], data == bytearray(t.numpy().tobytes())
data.reverse()
t
copy = data.copy()
copy[0] = 77
t, copy
copy.append(3)
copy
halves = torch.frombuffer(data, dtype=torch.int16, count=1)
halves.zero_()
data, t
data = bytearray(8)
a = np.frombuffer(data, dtype=np.int16)
a[0] = 5
data
data.append(3)
data.extend(b"")
data.extend(b"a")
data.insert(0, 1)
data.pop()
data.clear()
data.remove(5)
data.remove(77)
data.pop(99)
data.append(999)
data[0:2] = b"a"
data[0:2] = b"ab"
del data[0]
del data[0:0]
data += b""
data += b"a"
data[::2] = b"wxyz"
a
b = np.frombuffer(data, dtype=np.float32)
b[:] = [1, -2]
a, data
len(data)
del a
data.append(3)
del b
data.append(3)
data
view = memoryview(data)
data.append(1)
part = view[1:]
view.release()
data.append(1)
t = torch.frombuffer(part, dtype=torch.uint8)
t[0] = 99
data
part[1] = 98
t
len(data)
del t
part.release()
data.append(1)
data
with memoryview(data) as view:
    data.pop()
data.pop()
torch.frombuffer(bytearray(8), dtype=torch.float32, offset=4)
torch.frombuffer(bytearray(6), dtype=torch.float32)
torch.frombuffer(bytearray(8), dtype=torch.float32, count=3)
torch.frombuffer(bytearray(8), dtype=torch.float32, offset=8)
torch.frombuffer(bytearray(), dtype=torch.float32)
torch.frombuffer(bytearray(8), dtype=torch.float32, requires_grad=True)
torch.frombuffer(bytearray(8), dtype=torch.int32, requires_grad=True)
torch.frombuffer([1, 2], dtype=torch.int32)
torch.frombuffer("ab", dtype=torch.int32)
torch.frombuffer(b"\x01\x02", dtype=torch.uint8)
data = bytearray(b"\x00" * 12)
t = torch.frombuffer(data, dtype=torch.float32)
t[:] = torch.tensor([1.0, 2.0, 3.0])
t2 = t.clone()
t2[0] = 5
torch.frombuffer(data, dtype=torch.float32)
np.frombuffer(data, dtype=np.float32)
