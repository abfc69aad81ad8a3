import torch
class Counter:
    def __init__(self):
        self.total = torch.ones(2, requires_grad=True)
    @torch.no_grad()
    def grow(self, by):
        self.total += by
        return self.total.sum()
    @torch.enable_grad()
    def loss(self):
        return (self.total ** 2).sum()

counter = Counter()
for step in range(4):
    print(counter.grow(step), counter.loss())

[counter.grow(1).requires_grad for _ in range(3)]
