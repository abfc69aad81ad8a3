import torch
from torch import nn

torch.manual_seed(0)
# Does a sequence of bits hold an odd number of ones?
X = torch.randint(0, 2, (64, 6, 1)).float()
y = X.sum(dim=(1, 2)).long() % 2

class Parity(nn.Module):
    def __init__(self, kind, hidden=12):
        super().__init__()
        self.rnn = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[kind](1, hidden, batch_first=True)
        self.out = nn.Linear(hidden, 2)

    def forward(self, x):
        steps, state = self.rnn(x)
        return self.out(steps[:, -1])

for kind in ("rnn", "gru", "lstm"):
    torch.manual_seed(4)
    model = Parity(kind)
    optimizer = torch.optim.RMSprop(model.parameters(), lr=0.01)
    history = []
    for epoch in range(12):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(X), y)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        history.append(loss.item())
    print(kind, sum(p.numel() for p in model.parameters()), [f"{value:.3f}" for value in history[::3]])
torch.manual_seed(2)
layer = nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=True)
out, (h, c) = layer(torch.randn(2, 5, 3))
print(out.shape, h.shape, c.shape)
print(torch.allclose(out[:, -1, :4], h[2]), torch.allclose(out[:, 0, 4:], h[3]))
print(layer)
cell = nn.GRUCell(3, 4)
state = torch.zeros(2, 4)
for step in range(3):
    state = cell(torch.ones(2, 3) * step, state)
print(state)
packed = nn.utils.rnn.pack_padded_sequence(torch.randn(3, 4, 3), torch.tensor([2, 4, 1]), batch_first=True,
                                           enforce_sorted=False)
out, h = nn.GRU(3, 2, batch_first=True)(packed)
padded, lengths = nn.utils.rnn.pad_packed_sequence(out, batch_first=True)
print(padded.shape, lengths, padded[2])
