import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence
torch.manual_seed(3)
words = ["anna", "otto", "eva", "tom", "lisa", "ben"]
letters = sorted(set("".join(words)))
ids = [torch.tensor([letters.index(c) + 1 for c in word]) for word in words]
lengths = torch.tensor([len(i) for i in ids])
batch = pad_sequence(ids, batch_first=True)
batch
labels = torch.tensor([0, 1, 0, 1, 0, 1])
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(len(letters) + 1, 6, padding_idx=0)
        self.gru = nn.GRU(6, 5, batch_first=True, bidirectional=True)
        self.out = nn.Linear(10, 2)
    def forward(self, x, lengths):
        packed = pack_padded_sequence(self.embed(x), lengths, batch_first=True, enforce_sorted=False)
        _, h = self.gru(packed)
        return self.out(torch.cat([h[0], h[1]], dim=1))

model = Classifier()
model
optimizer = torch.optim.RMSprop(model.parameters(), lr=0.01)
for step in range(16):
    loss = nn.functional.cross_entropy(model(batch, lengths), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 4 == 3:
        print(f"{step} {loss.item():.4f}")

model.embed.weight.grad[0]
model(batch, lengths).argmax(1)
