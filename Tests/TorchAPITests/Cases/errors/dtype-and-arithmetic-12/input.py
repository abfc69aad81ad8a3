import torch
torch.set_default_dtype(torch.int32)
torch.complex(torch.ones(2), torch.ones(2,dtype=torch.float64))
torch.tensor([1+1j]) > torch.tensor([1j])
