import numpy as np
import torch

np.int32(5)*1.0
np.float32(1)+1e-8
np.float16(1)+np.float32(1)
np.bool_(True)&np.bool_(False)
np.bool_(True)+1
np.True_ and 5
bool(np.float64(0))
np.float64(2.5).is_integer()
str(np.int64(7))
repr(np.int8(7))
f"{np.int64(7):05d}"
f"{np.float32(0.1)}"
f"{np.float64(0.1):.3e}"
"%d %s" % (np.int64(3), np.float64(2.5))
[np.float32(1.5), np.int64(2), np.bool_(False)]
np.array([1,2])[0].dtype
np.array([1.5]).mean().dtype
sum([np.float64(1),np.float64(2)])
max(np.float64(1),2)
round(np.float64(1.25),1)
divmod(np.int64(7),2)
list(range(np.int64(3)))
[1,2,3][np.int64(1)]
{np.int64(1):2}[1]
np.random.seed(10) or [np.random.rand() for _ in range(2)]
np.random.seed(10) or np.random.shuffle([1,2])
np.random.seed(0) or (lambda l:(np.random.shuffle(l),l)[1])(list(range(6)))
np.random.seed(0) or (lambda l:(np.random.shuffle(l),l)[1])(np.arange(6))
np.random.seed(0) or (lambda l:(np.random.shuffle(l),l)[1])(np.arange(6).reshape(3,2))
np.random.seed(0) or np.random.permutation(np.arange(6).reshape(3,2))
np.random.seed(0) or np.random.randn()
np.random.seed(0) or np.random.randint(5,size=3)
np.random.seed(0) or np.random.randint(0,2**40,3)
np.random.seed(0) or np.random.randint(3,3)
np.random.seed(0) or np.random.choice(3,5,replace=False)
np.random.seed(0) or np.random.uniform([0,10],[1,20])
np.random.seed(0) or np.random.normal([0,10],1)
np.random.seed(0) or np.random.normal(0,-1)
np.random.seed(-1)
np.linalg.norm(np.arange(4.))
