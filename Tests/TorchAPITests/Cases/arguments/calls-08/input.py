import torch
torch.mean(torch.ones(2),"x")
torch.full((2,),1,foo=3)
torch.full((2,),"a")
torch.full()
