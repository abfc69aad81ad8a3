import torch
from torch import nn
torch.manual_seed(0)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU())
        self.head = nn.Linear(8, 2)
    def forward(self, x):
        return self.head(self.backbone(x))
net = Net()
for p in net.backbone.parameters():
    p.requires_grad = False
trainable = [n for n, p in net.named_parameters() if p.requires_grad]
print(trainable)
print(f"{sum(p.numel() for p in net.parameters() if p.requires_grad):,} of {sum(p.numel() for p in net.parameters()):,}")
opt = torch.optim.AdamW(filter(lambda p: p.requires_grad, net.parameters()), lr=0.1)
before = {k: v.clone() for k, v in net.state_dict().items()}
x, y = torch.randn(6, 4), torch.randint(0, 2, (6,))
for _ in range(3):
    loss = nn.functional.cross_entropy(net(x), y)
    opt.zero_grad(); loss.backward(); opt.step()
for k, v in net.state_dict().items():
    print(k, "same" if torch.equal(v, before[k]) else "changed")
net.backbone.eval()
net.backbone.requires_grad_(True)
opt.add_param_group({"params": net.backbone.parameters(), "lr": 1e-3})
print([len(g["params"]) for g in opt.param_groups], [g["lr"] for g in opt.param_groups])
print(opt)
opt.add_param_group({"params": net.head.parameters()})
print(net.training, net.backbone.training, net.backbone[1].training)
net.train()
print(net.backbone[1].num_batches_tracked)
