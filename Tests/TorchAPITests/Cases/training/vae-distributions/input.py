import torch
import torch.nn as nn
from torch.distributions import Normal, Bernoulli, Independent, kl_divergence

torch.manual_seed(3)
x = (torch.rand(64, 12) < torch.linspace(0.1, 0.9, 12)).float()
class VAE(nn.Module):
    def __init__(self, z=2):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(12, 16), nn.Softplus())
        self.mean, self.log_scale = nn.Linear(16, z), nn.Linear(16, z)
        self.decoder = nn.Sequential(nn.Linear(z, 16), nn.Softplus(), nn.Linear(16, 12))
        self.register_buffer('zero', torch.zeros(z))
        self.register_buffer('one', torch.ones(z))
    @property
    def prior(self):
        return Independent(Normal(self.zero, self.one), 1)
    def posterior(self, x):
        h = self.encoder(x)
        return Independent(Normal(self.mean(h), self.log_scale(h).exp()), 1)
    def likelihood(self, z):
        return Independent(Bernoulli(logits=self.decoder(z)), 1)
    def elbo(self, x, samples=1):
        q = self.posterior(x)
        z = q.rsample((samples,))
        log_p = self.likelihood(z).log_prob(x)
        kl = kl_divergence(q, self.prior)
        return (log_p - kl).mean(), kl.mean(), z

model = VAE()
opt = torch.optim.Adam(model.parameters(), lr=0.02)
for epoch in range(40):
    bound, kl, z = model.elbo(x, samples=2)
    opt.zero_grad()
    (-bound).backward()
    opt.step()
    if epoch % 10 == 9:
        print(f"{epoch + 1:3d} elbo {bound.item():.2f} kl {kl.item():.2f}")

print(z.shape, z.requires_grad, model.posterior(x).batch_shape, model.posterior(x).event_shape)
print(model.prior, model.posterior(x[:1]))
with torch.no_grad():
    new = model.likelihood(model.prior.sample((3,))).sample()
print(new.shape, set(new.flatten().tolist()) <= {0.0, 1.0})
q = Normal(torch.tensor([0., 1.], requires_grad=True), torch.tensor([1., 2.]))
print(q.sample().requires_grad, q.rsample().requires_grad, q.entropy())
print(kl_divergence(q, Normal(0., 1.)))
print(q.log_prob(torch.zeros(2)), q.cdf(torch.zeros(2)), q.icdf(torch.tensor(0.5)))
Normal(0., -1.)
