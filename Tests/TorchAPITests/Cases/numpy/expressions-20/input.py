import numpy as np
import torch

np.array([3,1,2]).sort()
np.array([1,2,3])[[True,False,True]]
np.arange(6).reshape(2,3)[np.array([0,1]),np.array([1,2])]
np.arange(24).reshape(2,3,4)[0,:,[1,2]]
np.arange(24).reshape(2,3,4)[:,1,[0,2]]
np.arange(24).reshape(2,3,4)[...,::-1][0]
np.array([1,2,3]).reshape(2,2)
np.array([1,2])+np.array([1,2,3])
np.array([[1,2],[3,4]])@np.array([1,2,3])
np.dot(np.ones(2),np.ones(3))
np.zeros((2,-1))
np.zeros(2.5)
np.concatenate([np.ones((2,2)),np.ones((2,3))])
np.concatenate([np.ones(2),np.ones((2,3))])
np.stack([np.ones(2),np.ones(3)])
np.array([1,2,3]).sum(axis=1)
np.array([1,2,3]).max(axis=2)
np.array([]).max()
np.argmax([])
np.mean([])
np.array([1,2],dtype='foo')
np.array([1,2]).foo
np.float(1)
np.int(1)
np.array([1,2]).astype('int8')
np.array([1.5,2.5]).astype('int8')
np.array([1,2])**-1
np.array([1.,2])**-1
np.array([1,2])/0
np.array([1,2])//0
np.array([-1.,0,1])/0
np.sqrt(-1)
np.log(0)
int(np.array([1,2]))
float(np.array([1.5]))
float(np.array(1.5))
int(np.array(3))
hash(np.array([1]))
np.array([1,2]) in [np.array([1,2])]
1 in np.array([1,2])
