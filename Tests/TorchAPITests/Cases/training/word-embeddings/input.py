import torch
from torch import nn
import torch.nn.functional as F
from collections import Counter

torch.manual_seed(0)
text = """the cat sat on the mat . the dog sat on the rug . a cat and a dog met on the mat .
the dog saw the cat . the cat saw a bird . a bird sat on the rug .""".split()
counts = Counter(text)
vocabulary = [word for word, _ in counts.most_common()]
index = {word: i for i, word in enumerate(vocabulary)}
print(len(text), len(vocabulary), vocabulary[:5])
pairs = [(index[text[i]], index[text[j]]) for i in range(len(text)) for j in range(max(0, i - 2), min(len(text), i + 3))
         if i != j]
centre, context = torch.tensor(pairs).T
print(len(pairs), centre[:6], context[:6])

class SkipGram(nn.Module):
    def __init__(self, words, width):
        super().__init__()
        self.inside = nn.Embedding(words, width)
        self.outside = nn.Embedding(words, width)
        nn.init.zeros_(self.outside.weight)

    def forward(self, centre, context, negative):
        v = self.inside(centre)
        positive = (v * self.outside(context)).sum(-1)
        noise = torch.bmm(self.outside(negative), v.unsqueeze(2)).squeeze(2)
        return -(F.logsigmoid(positive) + F.logsigmoid(-noise).sum(-1)).mean()

model = SkipGram(len(vocabulary), 6)
frequency = torch.tensor([counts[word] for word in vocabulary], dtype=torch.float) ** 0.75
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
for epoch in range(21):
    negative = torch.multinomial(frequency, len(pairs) * 3, replacement=True).view(-1, 3)
    loss = model(centre, context, negative)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 5 == 0:
        print(epoch, f"{loss.item():.3f}")
vectors = F.normalize(model.inside.weight.detach(), dim=1)
similar = vectors @ vectors[index["cat"]]
print(similar.argmax() == index["cat"], similar.shape)
bag = nn.EmbeddingBag.from_pretrained(vectors, mode="mean")
print(bag(torch.tensor([0, 1, 2, 3]), torch.tensor([0, 2])).shape, bag.weight.requires_grad)
padded = nn.Embedding(4, 2, padding_idx=0)
out = padded(torch.tensor([[0, 2], [3, 0]]))
out.sum().backward()
print(out[0, 0], padded.weight.grad)
sparse = nn.Embedding(4, 2, max_norm=1.0)
print(sparse(torch.tensor([1, 2])).norm(dim=1) <= 1.0001)
