import torch
import torch.distributions as D
T = torch.tensor
loc = T([0.5, -1.0], requires_grad=True)
scale = T([1.0, 2.0], requires_grad=True)
for kind in (D.Normal, D.Laplace, D.Cauchy, D.LogNormal):
    torch.manual_seed(1)
    d = kind(loc, scale)
    x = d.rsample()
    print(x, d.log_prob(x.detach()), d.entropy(), d.mean)
    x.sum().backward()
    print(loc.grad, scale.grad)
    loc.grad = scale.grad = None
    d.log_prob(x.detach().abs() + 0.1).sum().backward()
    print(loc.grad, scale.grad)
    loc.grad = scale.grad = None

p = T([0.2, 0.7], requires_grad=True)
d = D.Bernoulli(p)
d.log_prob(T([1.0, 0.0])), d.entropy(), d.sample().requires_grad
d.log_prob(T([1.0, 0.0])).sum().backward()
p.grad
logits = T([0.2, 0.7, -1.0], requires_grad=True)
d = D.Categorical(logits=logits)
d.log_prob(T(2))
(d.log_prob(T(2)) + d.entropy()).backward()
logits.grad
torch.manual_seed(0)
d.sample((5,)), d
d.probs
d
rate = T([2.0], requires_grad=True)
D.Exponential(rate).log_prob(T([1.5])), D.Poisson(rate).log_prob(T([3.0])), D.Gamma(rate, 1.0).log_prob(T([0.5]))
D.Exponential(rate).rsample((2,))
m = T([1.0, 2.0], requires_grad=True)
d = D.MultivariateNormal(m, torch.eye(2))
d.rsample(), d.log_prob(torch.zeros(2))
-d.log_prob(torch.zeros(2)).backward()
