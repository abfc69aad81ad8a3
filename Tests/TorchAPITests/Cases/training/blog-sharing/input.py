import torch
import torch.nn as nn
torch.manual_seed(0)
class Tied(nn.Module):
    def __init__(self, vocab, dim):
        super().__init__()
        self.embed = nn.Embedding(vocab, dim)
        self.out = nn.Linear(dim, vocab, bias=False)
        self.out.weight = self.embed.weight
    def forward(self, x):
        return self.out(self.embed(x))
m = Tied(5, 3)
print(sum(p.numel() for p in m.parameters()), [n for n, _ in m.named_parameters()])
print([n for n, _ in m.named_parameters(remove_duplicate=False)])
print(list(m.state_dict()), m.out.weight is m.embed.weight)
loss = nn.functional.cross_entropy(m(torch.tensor([1, 2])), torch.tensor([2, 3]))
loss.backward()
print(loss, m.embed.weight.grad.shape, m.out.weight.grad is m.embed.weight.grad)
import copy
c = copy.deepcopy(m)
print(c.out.weight is c.embed.weight, torch.equal(c.out.weight, m.out.weight))
layer = nn.Linear(2, 2)
seq = nn.Sequential(layer, nn.Tanh(), layer)
print(seq, len(list(seq.parameters())), len(list(seq.modules())))
opt = torch.optim.SGD(m.parameters(), lr=1.0)
opt.step()
print(torch.equal(m.out.weight, m.embed.weight))
m.load_state_dict(c.state_dict())
m.to(torch.float64)
print(m.out.weight is m.embed.weight, m.out.weight.dtype)
