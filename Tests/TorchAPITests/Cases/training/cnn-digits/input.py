import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(7)
glyphs = {
    0: ["###", "#.#", "#.#", "#.#", "###"], 1: [".#.", "##.", ".#.", ".#.", "###"],
    2: ["###", "..#", "###", "#..", "###"], 7: ["###", "..#", ".#.", ".#.", ".#."],
}
classes = sorted(glyphs)

def draw(digit, dx, dy):
    image = torch.zeros(8, 8)
    for r, row in enumerate(glyphs[digit]):
        for c, mark in enumerate(row):
            if mark == "#":
                image[r + dy, c + dx] = 1.0
    return image

images, labels = [], []
for label, digit in enumerate(classes):
    for dx in range(6):
        for dy in range(4):
            images.append(draw(digit, dx, dy) + 0.1 * torch.randn(8, 8))
            labels.append(label)
data = TensorDataset(torch.stack(images).unsqueeze(1), torch.tensor(labels))
print(len(data), data[0][0].shape, data[0][1])

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(6, 8, kernel_size=3)
        self.drop = nn.Dropout(0.2)
        self.fc = nn.Linear(8, len(classes))

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.relu(self.conv2(x))
        x = F.adaptive_max_pool2d(x, 1).flatten(1)
        return self.fc(self.drop(x))

net = Net()
print(net)
loader = DataLoader(data, batch_size=16, shuffle=True, generator=torch.Generator().manual_seed(0))
optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
for epoch in range(6):
    net.train()
    running, seen = 0.0, 0
    for inputs, targets in loader:
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(net(inputs), targets)
        loss.backward()
        optimizer.step()
        running += loss.item() * len(inputs)
        seen += len(inputs)
    print(f"epoch {epoch + 1}: {running / seen:.3f}")
net.eval()
with torch.no_grad():
    scores = torch.cat([net(inputs) for inputs, _ in DataLoader(data, batch_size=32)])
print("correct:", (scores.argmax(1) == data.tensors[1]).sum().item() > 80)
print({name: tuple(p.shape) for name, p in net.named_parameters()})
for k, v in net.conv1.state_dict().items():
    print(k, v.abs().mean() < 1)
