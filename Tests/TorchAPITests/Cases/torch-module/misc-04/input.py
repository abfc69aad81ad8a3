import torch

torch.save(torch.tensor([1., 2.]), "x.pt")
torch.load("x.pt")
torch.save({"a": torch.ones(2), "b": [1, 2, "c"], "n": None}, "d.pt")
torch.load("d.pt")
x = torch.ones(2, requires_grad=True)
torch.save(x, "g.pt")
torch.load("g.pt")
torch.load("missing.pt")
torch.testing.assert_close(torch.ones(2), torch.ones(2))
torch.allclose(torch.ones(2), torch.ones(2) + 1e-9)
torch.equal(torch.ones(2), torch.ones(2))
