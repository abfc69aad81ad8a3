import torch
import torch.nn as nn

torch.manual_seed(0)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)
    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))
net = Net()
net
net(torch.ones(3, 2))
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for _ in range(3):
    opt.zero_grad()
    loss = nn.MSELoss()(net(torch.ones(3, 2)), torch.zeros(3, 1))
    loss.backward()
    opt.step()
    print(loss.item())
opt
net.eval()
net.training
net.foo
