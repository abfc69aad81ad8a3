import numpy as np
import torch
class P:
    def __init__(self,n): self.n=n
    def __repr__(self): return f"P({self.n})"
class Q(P):
    def __len__(self): return 2
    def __getitem__(self,i):
        if i>1: raise IndexError
        return i
class It:
    def __iter__(self): return iter([1,2])
class Arr:
    def __array__(self,dtype=None,copy=None): return np.ones(2)
np.array([P(1),P(2)])
np.array(P(1))
np.array([[P(1)],[P(2)]]).shape
np.array([Q(1)])
np.array(It())
np.array([It()])
np.array({1,2})
np.array([{1}])
np.array([{'a':1},{'b':2}])
np.array([range(2)])
np.array([P(1),2.5])
np.array([P(1),'a'])
np.array([P(1),[1]])
np.array([[1],[2,3]],dtype=object)
np.array([print,len]).shape
np.array([1,2],dtype=object)
np.array([P(1)]).tolist()[0].n
np.array([P(1),P(2)])[1]
np.array([P(1),P(2)])[::-1]
np.asarray([P(3)]).size
np.array(object()).shape
np.array([None, 'a'])
np.array([[None, 1],[2, 'x']]).shape
np.array([float, int])
np.array([(1,'a'),(2,'b')], dtype=object)
np.array([[1,2],[3,4]],dtype=object)
np.array([slice(1)])
np.array([[1,2],None],dtype=object)
np.array([[1,2],None])
np.array([np.zeros(2), None])
np.array([[], []],dtype=object).shape
np.array([1, [2]])
np.array(['a',[1]])
np.array([{}])
np.array([set(),set()])
np.array([object()]).shape
np.array([object()]).dtype
torch.tensor(np.array([object()]))
torch.from_numpy(np.array([P(1)]))
len(np.array([P(1), None]))
np.array([1, 2, 3]).astype(str)
[np.zeros(2, dtype).astype(str).dtype for dtype in (np.bool_, np.int8, np.int16, np.int32, np.uint8, np.float32, np.float64, np.complex64)]
np.array([1.5, 2]).astype("U2")
np.array([2.0]) + torch.tensor([1.0])
np.array([2.0]) + torch.tensor(1.0)
torch.tensor([1.0]) + np.array([2.0])
