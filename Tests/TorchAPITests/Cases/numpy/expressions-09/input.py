import numpy as np
import torch

np.ones((2,3))@np.ones((2,3))
np.gradient(np.array([1.,2,4,7]))
np.diff([1,4,9])
np.ptp([1,5,3])
np.average([1,2,3],weights=[3,2,1])
np.nanmean([1,np.nan,3])
np.nansum([1,np.nan,3])
np.count_nonzero([0,1,2])
np.argwhere(np.array([0,1,2])>0)
np.nonzero([0,1,2])
np.isin([1,2,3],[2,3])
np.pad([1,2],1)
np.pad([[1,2]],((1,1),(0,1)))
np.insert([1,2,3],1,9)
np.delete([1,2,3],1)
np.append([1,2],[3])
np.append([[1,2]],[[3,4]],axis=0)
np.take([4,5,6],[0,2])
np.interp(2.5,[1,2,3],[3,2,0])
np.convolve([1,2,3],[0,1,0.5])
np.polyfit([0,1,2],[1,3,5],1)
np.polyval([1,2],3)
np.trapezoid([1,2,3])
np.cumprod([1,2,3])
np.add.reduce([1,2,3])
np.maximum.accumulate([1,3,2])
np.multiply.outer([1,2],[3,4])
np.r_[1:4,0,4]
np.c_[[1,2],[3,4]]
np.mgrid[0:2,0:2]
np.vectorize(lambda x:x*2)([1,2])
np.apply_along_axis(sum,0,np.ones((2,2)))
np.finfo(np.float32).eps
np.iinfo(np.int32).max
np.result_type(np.int32,np.float32)
np.promote_types(np.int8,np.uint8)
np.dtype('float32')
np.dtype(np.int64).name
np.float32
np.ndarray
