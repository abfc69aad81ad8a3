import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
PAD, BOS, EOS = 0, 1, 2
def pairs(n):
    source = torch.randint(3, 9, (n, 5))
    return source, torch.cat([source.flip(1), torch.full((n, 1), EOS)], 1)

class Encoder(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.embed = nn.Embedding(9, d, padding_idx=PAD)
        self.rnn = nn.LSTM(d, d, batch_first=True)
    def forward(self, x):
        return self.rnn(self.embed(x))

class Decoder(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.embed = nn.Embedding(9, d)
        self.cell = nn.LSTMCell(2 * d, d)
        self.query = nn.Linear(d, d, bias=False)
        self.out = nn.Linear(2 * d, 9)
    def forward(self, token, state, memory):
        scores = torch.einsum('bd,btd->bt', self.query(state[0]), memory)
        weights = F.softmax(scores, dim=-1)
        context = torch.bmm(weights.unsqueeze(1), memory).squeeze(1)
        state = self.cell(torch.cat([self.embed(token), context], -1), state)
        return self.out(torch.cat([state[0], context], -1)), state, weights

class Translator(nn.Module):
    def __init__(self, d=16):
        super().__init__()
        self.encoder, self.decoder = Encoder(d), Decoder(d)
    def forward(self, source, target=None, steps=6):
        memory, (h, c) = self.encoder(source)
        state, token = (h[0], c[0]), torch.full((len(source),), BOS)
        logits, attention = [], []
        for t in range(steps):
            out, state, weights = self.decoder(token, state, memory)
            logits.append(out)
            attention.append(weights)
            token = target[:, t] if target is not None else out.argmax(-1)
        return torch.stack(logits, 1), torch.stack(attention, 1)

model = Translator()
opt = torch.optim.Adam(model.parameters(), lr=0.01)
for step in range(60):
    source, target = pairs(32)
    logits, _ = model(source, target)
    loss = F.cross_entropy(logits.transpose(1, 2), target, ignore_index=PAD)
    opt.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    opt.step()
    if step % 20 == 19:
        print(f"step {step + 1:3d}  loss {loss.item():.2f}")

source, target = pairs(4)
model.eval()
with torch.no_grad():
    logits, attention = model(source)

print(logits.shape, attention.shape, torch.allclose(attention.sum(-1), torch.ones(4, 6)))
print(source[0].tolist(), target[0].tolist())
print((attention >= 0).all(), [n for n, _ in model.named_children()])
print(sum(p.numel() for p in model.parameters()))
