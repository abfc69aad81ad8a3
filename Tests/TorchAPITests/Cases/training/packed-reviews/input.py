import torch
import torch.nn as nn
from torch.nn.utils.rnn import pad_sequence, pack_padded_sequence, pad_packed_sequence, pack_sequence, unpad_sequence
from torch.utils.data import DataLoader, Dataset

torch.manual_seed(1)
class Counts(Dataset):
    """Sequences of digits; is there more than one 7?"""
    def __init__(self, n):
        g = torch.Generator().manual_seed(3)
        self.items = []
        for _ in range(n):
            length = int(torch.randint(2, 9, (1,), generator=g))
            digits = torch.randint(0, 10, (length,), generator=g)
            self.items.append((digits, int((digits > 6).sum() > 1)))
    def __len__(self):
        return len(self.items)
    def __getitem__(self, i):
        return self.items[i]

def collate(batch):
    batch.sort(key=lambda pair: len(pair[0]), reverse=True)
    digits, labels = zip(*batch)
    lengths = torch.tensor([len(d) for d in digits])
    return pad_sequence(digits, batch_first=True, padding_value=10), lengths, torch.tensor(labels, dtype=torch.float)

loader = DataLoader(Counts(48), batch_size=12, shuffle=True, collate_fn=collate)
first = next(iter(loader))
print(first[0].shape, first[1], first[2])
class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(11, 6, padding_idx=10)
        self.rnn = nn.GRU(6, 12, batch_first=True, bidirectional=True)
        self.out = nn.Linear(24, 1)
    def forward(self, x, lengths):
        packed = pack_padded_sequence(self.embed(x), lengths, batch_first=True)
        _, last = self.rnn(packed)
        return self.out(torch.cat([last[0], last[1]], dim=1)).squeeze(1)

model = Reader()
print(model)
opt = torch.optim.Adam(model.parameters(), lr=0.02)
rule = nn.BCEWithLogitsLoss()
for epoch in range(6):
    total = 0.
    right = 0
    for x, lengths, y in loader:
        logits = model(x, lengths)
        loss = rule(logits, y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        total += loss.item() * len(y)
        right += ((logits > 0) == (y > 0.5)).sum().item()
    print(epoch, f"{total / 48:.3f}", f"{right / 48:.2f}")

print(model.embed.weight[10], model.embed.weight.grad[10].abs().sum())
packed = pack_sequence([torch.tensor([1, 2, 3]), torch.tensor([4, 5]), torch.tensor([6])])
print(packed)
padded, lengths = pad_packed_sequence(packed, batch_first=True)
print(padded, lengths)
print(unpad_sequence(padded, lengths, batch_first=True))
pack_sequence([torch.tensor([1]), torch.tensor([4, 5])])
pack_sequence([torch.tensor([1]), torch.tensor([4, 5])], enforce_sorted=False)
pack_padded_sequence(torch.zeros(2, 3, 1), torch.tensor([3, 0]), batch_first=True)
out, h = model.rnn(pack_padded_sequence(model.embed(first[0]), first[1], batch_first=True))
print(type(out).__name__, out.data.shape, out.batch_sizes, h.shape)
