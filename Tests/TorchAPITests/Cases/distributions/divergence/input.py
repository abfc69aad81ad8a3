import torch
import torch.distributions as D
T = torch.tensor
pairs = [
    (D.Normal(0.0, 1.0), D.Normal(T([1.0, 2.0]), 2.0)), (D.Bernoulli(0.3), D.Bernoulli(T([0.5, 0.0, 1.0]))),
    (D.Categorical(T([0.2, 0.8])), D.Categorical(T([0.5, 0.5]))), (D.Beta(1.0, 2.0), D.Beta(2.0, 0.5)),
    (D.Gamma(1.0, 2.0), D.Gamma(2.0, 0.5)), (D.Exponential(1.0), D.Exponential(3.0)), (D.Poisson(2.0), D.Poisson(5.0)),
    (D.Dirichlet(T([1.0, 2.0])), D.Dirichlet(T([0.5, 0.7]))), (D.Laplace(0.0, 1.0), D.Laplace(1.0, 3.0)),
    (D.MultivariateNormal(torch.zeros(2), torch.eye(2)), D.MultivariateNormal(torch.ones(2), T([[4.0, 0.0], [0.0, 1.0]]))),
    (D.LogNormal(0.0, 1.0), D.LogNormal(1.0, 2.0)), (D.Uniform(0.0, 1.0), D.Uniform(-1.0, T([2.0, 0.5]))),
    (D.Geometric(0.3), D.Geometric(0.6)), (D.Binomial(5, T(0.3)), D.Binomial(5, T(0.4))), (D.Cauchy(0.0, 1.0), D.Cauchy(1.0, 2.0)),
    (D.Independent(D.Normal(torch.zeros(3), torch.ones(3)), 1), D.Independent(D.Normal(torch.ones(3), torch.ones(3)), 1)),
    (D.Uniform(0.0, 1.0), D.Normal(0.0, 1.0))]
for p, q in pairs: print(type(p).__name__, D.kl_divergence(p, q), D.kl.kl_divergence(q, q))
from torch.distributions.normal import Normal
from torch.distributions import Normal as N, kl_divergence, constraints
Normal is N, isinstance(N(0.0, 1.0), D.Distribution), N, N.__mro__[1].__name__
constraints.real.check(T([1.0, float("nan")])), constraints.simplex.check(T([0.5, 0.5])), constraints.positive_definite.check(torch.eye(2))
D.Distribution.set_default_validate_args(False)
D.Normal(0.0, -1.0)
D.Distribution.set_default_validate_args(True)
D.Normal(0.0, -1.0, validate_args=False)
D.Normal(torch.zeros(3), torch.ones(3)).log_prob(torch.zeros(2))
D.Dirichlet(torch.ones(3)).log_prob(torch.ones(2) / 2)
