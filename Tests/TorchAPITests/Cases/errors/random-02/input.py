import torch
torch.multinomial(torch.tensor([0.,0.]),1)
torch.multinomial(torch.tensor([-1.,2.]),1)
torch.multinomial(torch.ones(2),3)
