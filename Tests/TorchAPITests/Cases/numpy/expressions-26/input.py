import numpy as np
import torch

np.ones((2,3,4)).T.shape
np.arange(6).reshape(2,3).T.copy()
np.arange(6).reshape(2,3).T.ravel()
np.arange(6).reshape(2,3,order='F')
np.arange(6).reshape(2,3).flatten('F')
np.arange(10).reshape(2,5)[:, 1:3].strides
(np.arange(3)*1j)
np.array([1+1e-10j])
