import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
class Focal(nn.Module):
    def __init__(self, gamma=2.0, alpha=None, reduction="mean"):
        super().__init__(); self.gamma, self.alpha, self.reduction = gamma, alpha, reduction
    def forward(self, logits, target):
        ce = F.cross_entropy(logits, target, weight=self.alpha, reduction="none")
        loss = (1 - torch.exp(-ce)) ** self.gamma * ce
        return loss.mean() if self.reduction == "mean" else loss
x = torch.randn(5, 3, requires_grad=True); y = torch.tensor([0, 1, 2, 1, 0])
l = Focal()(x, y); l.backward()
print(l, x.grad)
print(Focal(0.0, reduction="none")(x, y), F.cross_entropy(x, y, reduction="none"))
def dice(p, t, eps=1.0):
    return 1 - (2 * (p * t).sum() + eps) / (p.sum() + t.sum() + eps)
print(dice(torch.sigmoid(torch.randn(2, 4, 4)), torch.ones(2, 4, 4)))
def contrastive(a, b, t=0.1):
    a, b = F.normalize(a, dim=1), F.normalize(b, dim=1)
    s = a @ b.T / t
    return (F.cross_entropy(s, torch.arange(len(a))) + F.cross_entropy(s.T, torch.arange(len(a)))) / 2
z = torch.randn(4, 8)
print(contrastive(z, z + 0.1 * torch.randn(4, 8)))
print(nn.KLDivLoss(reduction="batchmean")(F.log_softmax(x, 1), F.softmax(torch.randn(5, 3), 1)))
def distill(s, t, y, T=2.0, a=0.5):
    soft = F.kl_div(F.log_softmax(s / T, 1), F.log_softmax(t / T, 1), reduction="batchmean", log_target=True) * T * T
    return a * soft + (1 - a) * F.cross_entropy(s, y)
print(distill(x, torch.randn(5, 3), y))
print(F.cross_entropy(x, y, label_smoothing=0.1), F.cross_entropy(x, y, ignore_index=1), F.nll_loss(F.log_softmax(x, -1), y))
print(F.huber_loss(x[:, 0], y.float()), F.smooth_l1_loss(x[:, 0], y.float(), beta=0.5), F.l1_loss(x[:, 0], y.float()))
print(nn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.0]))(x[:, 0], (y > 0).float()))
print(nn.CosineEmbeddingLoss(margin=0.2)(x[:2], x[2:4], torch.tensor([1, -1])), nn.MarginRankingLoss(0.5)(x[:, 0], x[:, 1], torch.ones(5)))
F.cross_entropy(x, y.float())
F.cross_entropy(x, torch.tensor([0, 1, 2, 3, 0]))
F.mse_loss(x, y)
F.binary_cross_entropy(x[:, 0], y.float())
F.nll_loss(x, y[:3])
print(nn.MSELoss(reduction="sum"), nn.CrossEntropyLoss(weight=torch.ones(3)), nn.TripletMarginLoss(margin=2.0))
def tv(img): return (img[..., 1:, :] - img[..., :-1, :]).abs().mean() + (img[..., :, 1:] - img[..., :, :-1]).abs().mean()
print(tv(torch.randn(1, 3, 5, 5)))
