import numpy as np
import torch

np.linalg.norm([[1,2],[3,4]],'fro')
np.linalg.matrix_power([[1,1],[1,0]],5)
np.linalg.solve([[2.,0],[0,4]],[1,2])
np.linalg.inv([[2.,0],[0,4]])
np.einsum('i,i',[1,2],[3,4])
np.einsum('ij->j',[[1,2],[3,4]])
np.tensordot([1,2],[3,4],1)
np.matmul([[1,2]],[[3],[4]])
np.meshgrid([0,1],[0,1],indexing='ij')
np.indices((2,2))
np.ix_([0],[1]) if hasattr(np,'ix_') else None
np.searchsorted([1,3,5],[2,4],side='right')
np.digitize([1,5],[0,2,4])
np.cov([[1,2],[3,5]])
np.lexsort(([1,2],[2,1]))
np.select([[True,False]],[[1,2]],9)
np.take_along_axis(np.array([[3,1]]),np.array([[1,0]]),1)
np.unravel_index(5,(2,3))
np.ravel_multi_index((1,2),(2,3))
np.array_equal([1],[1,2])
np.may_share_memory(np.ones(2),np.ones(2))
np.testing.assert_allclose([1.],[1.])
np.ones(2).flags['C_CONTIGUOUS']
np.fromiter(range(3),int)
np.array(range(3))
np.array((1,2))
np.array([np.array([1,2]),np.array([3,4])])
np.array([torch.tensor(1),torch.tensor(2)])
np.array([[1,2.5],[3,4]])
np.array([1,True])
np.array([1,2],ndmin=2)
np.array(3).reshape(1,1)
np.ones(2)[()]
np.array(5)[()]
np.array(5)+1
np.float64(5)[()] if False else 0
next(iter(np.array([7,8])))
list(np.ndenumerate([[1,2]]))
list(np.ndindex(2,2))
np.ones((2,3)).T.shape
