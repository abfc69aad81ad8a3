import torch
from torch import nn
from torch.utils.data import ConcatDataset, DataLoader, Dataset, IterableDataset, Subset, WeightedRandomSampler
class Sums(Dataset):
    def __init__(self, count, shift):
        self.x = torch.randn(count, 2) + shift
    def __len__(self):
        return len(self.x)
    def __getitem__(self, i):
        return {"x": self.x[i], "y": self.x[i].sum(), "index": i}

torch.manual_seed(50)
data = ConcatDataset([Sums(10, 0.0), Sums(6, 5.0)])
len(data)
data[12]["index"]
for batch in DataLoader(data, batch_size=6):
    print(batch["x"].shape, batch["index"])

sampler = WeightedRandomSampler([1.0] * 10 + [5.0] * 6, num_samples=8)
model = nn.Linear(2, 1)
optimizer = torch.optim.Adagrad(model.parameters(), lr=0.3)
for epoch in range(4):
    for batch in DataLoader(data, batch_size=4, sampler=sampler):
        loss = nn.functional.l1_loss(model(batch["x"]).squeeze(1), batch["y"])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(epoch, batch["index"].tolist(), f"{loss.item():.4f}")

class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(7))

list(DataLoader(Stream(), batch_size=3))
list(DataLoader(Subset(data, [1, 11]), collate_fn=lambda rows: [row["index"] for row in rows], batch_size=2))
