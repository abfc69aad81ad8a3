import torch

x = torch.arange(6.).reshape(2, 3)
x.shape
x.size()
x.size(0)
x.size(-1)
x.size(dim=1)
x.dim()
x.ndim
x.numel()
x.nelement()
len(x)
x.dtype
x.device
x.layout
x.is_cuda
x.itemsize
x.element_size()
x.nbytes
x.stride()
x.stride(0)
x.storage_offset()
x.is_contiguous()
x.T.is_contiguous()
x.type()
x.is_floating_point()
x.is_complex()
