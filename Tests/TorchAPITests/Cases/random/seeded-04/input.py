import torch

torch.manual_seed(1)
a = torch.rand(2, 2)
torch.manual_seed(1)
b = torch.rand(2, 2)
torch.equal(a, b)
state = torch.get_rng_state()
c = torch.rand(2)
torch.set_rng_state(state)
torch.equal(c, torch.rand(2))
state.dtype, state.shape
torch.rand_like(a)
torch.randn_like(a)
torch.randint_like(a, 5)
a.uniform_(0, 1)
a.normal_()
a.random_(10)
torch.randn(2, 3).shape
