k = 'divergence-pairs'
from torch.distributions import *
pairs = {
    "beta": Beta(T([0.5, 2.0]), T([2.0, 3.0])), "cb": ContinuousBernoulli(T([0.3, 0.4999])), "exponential": Exponential(T([0.5, 2.0])),
    "gamma": Gamma(T([1.0, 2.5]), T([1.0, 2.0])), "gumbel": Gumbel(T([0.0, 1.0]), T([1.0, 2.0])), "laplace": Laplace(T([0.0, 1.0]), T([1.0, 2.0])),
    "normal": Normal(T([0.5, 1.0]), T([1.0, 2.0])), "pareto": Pareto(T([1.0, 2.0]), T([1.5, 3.0])), "uniform": Uniform(T([0.1, 0.2]), T([0.5, 2.0])),
    "poisson": Poisson(T([0.5, 2.0])), "bernoulli": Bernoulli(T([0.3, 0.5])), "binomial": Binomial(5, T([0.3, 0.6])), "half": HalfNormal(T([1.0, 2.0])),
    "onehot": OneHotCategorical(T([0.2, 0.8])), "onehot2": OneHotCategorical(T([0.5, 0.5])),
    "mvn": MultivariateNormal(T([1.0, 0.0]), T([[2.0, 0.5], [0.5, 1.0]])), "low": LowRankMultivariateNormal(T([0.0, 1.0]), T([[1.0], [0.3]]), T([1.0, 0.5])),
}
for p in pairs:
    for q in pairs:
        if p == q == "mvn":
            continue  # Zero but for rounding.
        try:
            print(p, q, kl_divergence(pairs[p], pairs[q]))
        except (NotImplementedError, ValueError, RuntimeError) as error:
            print(p, q, type(error).__name__, error if isinstance(error, NotImplementedError) else "")
class Mine(Normal):
    pass
@register_kl(Mine, Laplace)
def _(p, q):
    return T(1.0)
print(kl_divergence(Mine(0.0, 1.0), Laplace(0.0, 1.0)), kl_divergence(Mine(0.0, 1.0), Normal(1.0, 1.0)))
