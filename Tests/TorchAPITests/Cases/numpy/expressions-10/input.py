import numpy as np
import torch

type(np.array([1]))
type(np.float64(1))
np.issubdtype(np.int32,np.integer)
isinstance(np.array([1]),np.ndarray)
isinstance(np.float64(1),float)
str(np.array([1.,2]))
print(np.array([[1.5,2],[3,4]]))
print(np.float32(0.1), np.int64(3), np.bool_(False))
f"{np.float64(1.23456):.2f}"
"%.3f" % np.float32(0.5)
str(np.float64(1e-7))
str(np.float32(1e-7))
str(np.float32(123456789))
np.float32(1e10)
np.float32(3.4e38)*10
[np.float64(1.0)]
{'a':np.int64(2)}
round(np.float64(2.567),1)
int(np.float64(2.7))
float(np.float32(0.1))
max(np.array([1,5,2]))
sum(np.array([1.5,2]))
len(np.array([[1,2],[3,4]]))
list(np.array([1,2]))
[x for x in np.array([[1,2],[3,4]])]
bool(np.array([1,2]))
bool(np.array([]))
np.array([[1,2],[3]])
np.zeros(3)[0]
np.array([1,2,3])*np.array([[1],[2]])
np.array([1,2,3],dtype=np.uint8)+np.uint8(255)
np.array([1],dtype=np.int8)+1000
np.array([1,2])-True
np.array([True])-np.array([True])
np.array([True,True])+np.array([True,False])
np.sum([[1,2],[3,4]])
np.mean([[1,2],[3,4]],axis=1)
np.sum(np.ones((100,100))*0.1)
np.random.RandomState(0).rand(1000).sum()
np.random.RandomState(0).rand(1000).mean()
