import torch
from torch import nn

torch.manual_seed(0)
G = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
D = nn.Sequential(nn.Linear(1, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
opt_G = torch.optim.Adam(G.parameters(), lr=0.01, betas=(0.5, 0.999))
opt_D = torch.optim.Adam(D.parameters(), lr=0.01, betas=(0.5, 0.999))
bce = nn.BCEWithLogitsLoss()
ones, zeros = torch.ones(16, 1), torch.zeros(16, 1)

def train_discriminator(real):
    opt_D.zero_grad()
    fake = G(torch.randn(16, 2)).detach()
    loss_real, loss_fake = bce(D(real), ones), bce(D(fake), zeros)
    (loss_real + loss_fake).backward()
    opt_D.step()
    return loss_real.item(), loss_fake.item()

def train_generator():
    opt_G.zero_grad()
    loss = bce(D(G(torch.randn(16, 2))), ones)
    loss.backward()
    opt_G.step()
    return loss.item()

for step in range(12):
    real = 3 + 0.5 * torch.randn(16, 1)
    d = train_discriminator(real)
    g = train_generator()
    if step % 4 == 3:
        print(f"step {step + 1:2d}: D {d[0]:.3f} + {d[1]:.3f}, G {g:.3f}")
# The discriminator's step leaves no gradient in the generator.
G.zero_grad()
train_discriminator(torch.full((16, 1), 3.0))
print([p.grad for p in G.parameters()])
# And a generator's step can keep the discriminator out of the graph.
for p in D.parameters():
    p.requires_grad_(False)
before = D[0].weight.clone()
opt_D.zero_grad()
print(f"{train_generator():.3f}", torch.equal(before, D[0].weight), D[0].weight.grad)
# A gradient penalty differentiates through a gradient.
for p in D.parameters():
    p.requires_grad_(True)
mix = torch.randn(4, 1, requires_grad=True)
grad, = torch.autograd.grad(D(mix).sum(), mix, create_graph=True)
penalty = ((grad.norm(2, dim=1) - 1) ** 2).mean()
penalty.backward()
print(penalty, D[0].weight.grad.norm(), D[0].bias.grad)
