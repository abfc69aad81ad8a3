import torch
torch.sub(1,"a")
torch.add(input=torch.ones(2),other="a")
torch.nn.functional.relu("a")
torch.relu("a")
