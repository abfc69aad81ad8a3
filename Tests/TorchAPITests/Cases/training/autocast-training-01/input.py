import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3))
data = torch.randn(24, 4)
labels = (data[:, 0] > 0).long() + (data[:, 1] > 0).long()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
scaler = torch.amp.GradScaler("cpu", init_scale=128.0, growth_interval=3)
for step in range(8):
    optimizer.zero_grad()
    with torch.autocast(device_type="cpu", dtype=torch.bfloat16):
        scores = model(data)
        loss = F.cross_entropy(scores, labels)
    scaler.scale(loss).backward()
    scaler.unscale_(optimizer)
    norm = nn.utils.clip_grad_norm_(model.parameters(), 2.0)
    scaler.step(optimizer)
    scaler.update()
    print(step, scores.dtype, loss.dtype, f"{loss.item():.2f} {norm.item():.1f}", scaler.get_scale())
print(model[0].weight.dtype, model[0].weight.grad.dtype)
# Without a scaler, a convolutional network.
torch.manual_seed(1)
net = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                    nn.Linear(64, 2))
images = torch.randn(12, 1, 8, 8)
images[6:, :, :4] += 1.5
targets = torch.tensor([0] * 6 + [1] * 6)
adam = torch.optim.Adam(net.parameters(), lr=0.01)
def epoch():
    adam.zero_grad()
    with torch.autocast("cpu"):
        out = net(images)
        loss = nn.CrossEntropyLoss()(out, targets)
    loss.backward()
    adam.step()
    return out, loss
losses = [epoch()[1].item() for _ in range(10)]
print(losses[-1] < losses[0] / 4, [round(value, 1) for value in losses])
out, loss = epoch()
print(out.dtype, loss.dtype, loss.grad_fn, out.grad_fn)
# What is printed along the way.
shapes = []
for layer in net:
    layer.register_forward_hook(lambda module, inputs, output: shapes.append((type(module).__name__, output.dtype)))
with torch.autocast("cpu"):
    net(images)
for line in shapes:
    print(line)
# Evaluation in the smaller type.
net.eval()
with torch.inference_mode(), torch.autocast("cpu"):
    print(net(images).dtype, (net(images).argmax(1) == targets).float().mean())
print(net(images).dtype)
