import torch
torch.softmax(torch.ones(2),"a")
torch.softmax(torch.ones(2),0,"a")
torch.ones(2).softmax(dim="a")
torch.ones(2).softmax()
