import torch
torch.matmul(torch.tensor(1.), torch.ones(2))
torch.ones(2,3,dtype=torch.float64) @ torch.ones(3,2)
torch.ones(2,3,dtype=torch.int64) @ torch.ones(3,2)
