import torch

torch.manual_seed(0)
torch.randn(3, requires_grad=True)
torch.rand(2, dtype=torch.float64)
torch.randint(10, (2, 2))
torch.randint(low=1, high=7, size=(3,))
torch.normal(0., 1., (3,))
torch.normal(torch.zeros(2), 1.)
torch.normal(mean=0.0, std=torch.ones(2))
torch.bernoulli(torch.tensor([0.5, 0.5, 0.9]))
torch.multinomial(torch.tensor([0.1, 0.2, 0.7]), 2)
