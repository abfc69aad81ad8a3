import torch
from torch import nn
torch.manual_seed(12)
wave = torch.sin(torch.arange(0, 12, 0.4))
windows = wave.unfold(0, 6, 1)
windows.shape
x, y = windows[:, :5].unsqueeze(-1), windows[:, 5]
lstm, head = nn.LSTM(1, 6, num_layers=2, batch_first=True), nn.Linear(6, 1)
parameters = list(lstm.parameters()) + list(head.parameters())
optimizer = torch.optim.Adam(parameters, lr=0.03)
for step in range(1, 13):
    out, (h, c) = lstm(x)
    loss = nn.functional.smooth_l1_loss(head(out[:, -1]).squeeze(1), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 3 == 0:
        print(f"{step:2d} {loss.item():.5f}")

h.shape, c.shape
head.bias
