import torch
from torch import nn
from torchsummary import summary

summary(nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(676, 10)), (1, 28, 28), device="cpu")
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(100, 1200)
        self.rest = nn.Sequential(nn.Tanh(), nn.Linear(1200, 1, bias=False))
    def forward(self, x):
        return self.rest(torch.relu(self.first(x)))

net = Net()
net.first.weight.requires_grad_(False)
summary(net, (100,), device="cpu")
summary(net, input_size=(100,), batch_size=32, device="cpu")
summary(net, (100,), device="tpu")
