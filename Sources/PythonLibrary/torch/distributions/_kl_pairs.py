"""The Kullback-Leibler divergence of distributions of different types."""

import math

import torch
from torch.distributions.bernoulli import Bernoulli
from torch.distributions.beta import Beta
from torch.distributions.binomial import Binomial
from torch.distributions.continuous_bernoulli import ContinuousBernoulli
from torch.distributions.exponential import Exponential
from torch.distributions.gamma import Gamma
from torch.distributions.gumbel import Gumbel
from torch.distributions.kl import _infinite_where, register_kl
from torch.distributions.laplace import Laplace
from torch.distributions.normal import Normal
from torch.distributions.pareto import Pareto
from torch.distributions.poisson import Poisson
from torch.distributions.uniform import Uniform
from torch.distributions.utils import euler_constant


def _register_infinite():
    """Pairs of which the first gives weight to what is impossible for the second, and a parameter of the first."""
    unit = (Beta, ContinuousBernoulli, Pareto, Uniform)
    positive = (*unit, Exponential, Gamma)
    pairs = {
        Beta: ("concentration1", (Pareto,)), ContinuousBernoulli: ("probs", (Pareto,)),
        Exponential: ("rate", unit), Gamma: ("concentration", unit), Pareto: ("scale", (Beta, ContinuousBernoulli, Uniform)),
        Gumbel: ("loc", positive), Laplace: ("loc", positive), Normal: ("loc", positive),
        Poisson: ("rate", (Bernoulli, Binomial))}
    for type_p, (parameter, types_q) in pairs.items():
        for type_q in types_q:
            register_kl(type_p, type_q)(
                lambda p, q, parameter=parameter: torch.full_like(getattr(p, parameter), float("inf")))


_register_infinite()


def _log_gamma_density(q):
    """The constant of a gamma density, with its sign changed."""
    return q.concentration.lgamma() - q.concentration * q.rate.log()


def _mean_log(p):
    """What the mean of the logarithm of a uniform number is, times the width."""
    width = p.high - p.low
    return torch.special.xlogy(p.high, p.high) - torch.special.xlogy(p.low, p.low) - width


@register_kl(Bernoulli, Poisson)
def _bernoulli_poisson(p, q):
    return -p.entropy() - (p.probs * q.rate.log() - q.rate)


@register_kl(Beta, ContinuousBernoulli)
@register_kl(Uniform, ContinuousBernoulli)
def _to_continuous_bernoulli(p, q):
    result = -p.entropy() - p.mean * q.logits - torch.log1p(-q.probs) - q._cont_bern_log_norm()
    if isinstance(p, Uniform):
        outside = torch.max(torch.ge(p.high, 1.0), torch.le(p.low, 0.0))
        result = torch.where(outside, torch.ones_like(result) * float("inf"), result)
    return result


@register_kl(Beta, Exponential)
def _beta_exponential(p, q):
    return -p.entropy() - q.rate.log() + q.rate * (p.concentration1 / (p.concentration1 + p.concentration0))


@register_kl(Beta, Gamma)
def _beta_gamma(p, q):
    total = p.concentration1 + p.concentration0
    mean_log = (q.concentration - 1) * (p.concentration1.digamma() - total.digamma())
    return -p.entropy() + _log_gamma_density(q) - mean_log + q.rate * p.concentration1 / total


@register_kl(Beta, Normal)
def _beta_normal(p, q):
    total = p.concentration1 + p.concentration0
    mean = p.concentration1 / total
    variance = q.scale.pow(2)
    square = (mean * (1 - mean) / (total + 1) + mean.pow(2)) * 0.5
    distance = square - q.loc * mean + q.loc.pow(2) * 0.5
    return -p.entropy() + 0.5 * (variance * 2 * math.pi).log() + distance / variance


@register_kl(Beta, Uniform)
def _beta_uniform(p, q):
    return _infinite_where((q.low > 0.0) | (q.high < 1.0), -p.entropy() + (q.high - q.low).log())


@register_kl(ContinuousBernoulli, Exponential)
def _continuous_bernoulli_exponential(p, q):
    return -p.entropy() - torch.log(q.rate) + q.rate * p.mean


@register_kl(ContinuousBernoulli, Normal)
def _continuous_bernoulli_normal(p, q):
    constant = 0.5 * (math.log(2.0 * math.pi) + torch.square(q.loc / q.scale)) + torch.log(q.scale)
    distance = p.variance + torch.square(p.mean) - 2.0 * q.loc * p.mean
    return -p.entropy() + constant + distance / (2.0 * torch.square(q.scale))


@register_kl(ContinuousBernoulli, Uniform)
def _continuous_bernoulli_uniform(p, q):
    result = -p.entropy() + (q.high - q.low).log()
    # PyTorch takes bounds that are those of the support for outside.
    outside = torch.max(torch.ge(q.low, 0.0), torch.le(q.high, 1.0))
    return torch.where(outside, torch.ones_like(result) * float("inf"), result)


@register_kl(Exponential, Gamma)
def _exponential_gamma(p, q):
    ratio = q.rate / p.rate
    return (-q.concentration * torch.log(ratio) + ratio + q.concentration.lgamma() + q.concentration * euler_constant
            - (1 + euler_constant))


@register_kl(Exponential, Gumbel)
def _exponential_gumbel(p, q):
    product, place = p.rate * q.scale, q.loc / q.scale
    tail = torch.exp(place) * product / (product + 1)
    return product.log() - 1 - place + tail + product.reciprocal()


@register_kl(Exponential, Normal)
def _exponential_normal(p, q):
    variance, square = q.scale.pow(2), p.rate.pow(2)
    distance = square.reciprocal() - q.loc / p.rate + q.loc.pow(2) * 0.5
    return 0.5 * torch.log(square * variance * 2 * math.pi) - 1 + distance / variance


@register_kl(Gamma, Exponential)
def _gamma_exponential(p, q):
    return -p.entropy() - q.rate.log() + q.rate * p.concentration / p.rate


@register_kl(Gamma, Gumbel)
def _gamma_gumbel(p, q):
    shape, product, place = p.concentration, p.rate * q.scale, q.loc / q.scale
    first = (shape - 1) * shape.digamma() - shape.lgamma() - shape
    second = product.log() + shape / product
    return first + second + (torch.exp(place) * (1 + product.reciprocal()).pow(-shape) - place)


@register_kl(Gamma, Normal)
def _gamma_normal(p, q):
    shape, variance, square = p.concentration, q.scale.pow(2), p.rate.pow(2)
    first = 0.5 * torch.log(square * variance * 2 * math.pi) - shape - shape.lgamma()
    distance = 0.5 * (shape.pow(2) + shape) / square - q.loc * shape / p.rate + 0.5 * q.loc.pow(2)
    return first + (shape - 1) * shape.digamma() + distance / variance


@register_kl(Gumbel, Normal)
def _gumbel_normal(p, q):
    ratio = p.scale / q.scale
    second = (math.pi * ratio * 0.5).pow(2) / 3
    third = ((p.loc + p.scale * euler_constant - q.loc) / q.scale).pow(2) * 0.5
    return -(ratio / math.sqrt(2 * math.pi)).log() + second + third - (euler_constant + 1)


@register_kl(Laplace, Normal)
def _laplace_normal(p, q):
    variance = q.scale.pow(2)
    ratio = p.scale.pow(2) / variance
    distance = 0.5 * p.loc.pow(2) - p.loc * q.loc + 0.5 * q.loc.pow(2)
    return -(0.5 * torch.log(2 * ratio / math.pi)) + ratio + distance / variance - 1


@register_kl(Normal, Gumbel)
def _normal_gumbel(p, q):
    at_p, at_q, ratio = p.loc / q.scale, q.loc / q.scale, (p.scale / q.scale).pow(2)
    tail = torch.exp(-at_p + 0.5 * ratio + at_q)
    return -(ratio.log() * 0.5) + (at_p - at_q) + tail - 0.5 * (1 + math.log(2 * math.pi))


@register_kl(Normal, Laplace)
def _normal_laplace(p, q):
    distance = p.loc - q.loc
    standardised = distance / p.scale
    bell = math.sqrt(2 / math.pi) * p.scale * torch.exp(-0.5 * standardised.pow(2))
    mean = bell + distance * torch.erf(math.sqrt(0.5) * standardised)
    return -torch.log(p.scale / q.scale) + mean / q.scale - 0.5 * (1 + math.log(0.5 * math.pi))


@register_kl(Pareto, Exponential)
def _pareto_exponential(p, q):
    product = p.scale * q.rate
    mean = p.alpha * product / (p.alpha - 1)
    result = (p.alpha / product).log() - p.alpha.reciprocal() + mean - 1
    return _infinite_where(p.alpha <= 1, result)


@register_kl(Pareto, Gamma)
def _pareto_gamma(p, q):
    mean_log = p.scale.log() + p.alpha.reciprocal()
    power = (1 - q.concentration) * mean_log
    mean = q.rate * p.alpha * p.scale / (p.alpha - 1)
    result = (p.alpha.log() - mean_log) + _log_gamma_density(q) + power + mean - 1
    return _infinite_where(p.alpha <= 1, result)


@register_kl(Pareto, Normal)
def _pareto_normal(p, q):
    mean = p.scale / (p.alpha - 1)
    first = (math.sqrt(2 * math.pi) * q.scale * p.alpha / p.scale).log() - p.alpha.reciprocal()
    distance = p.alpha * mean.pow(2) / (p.alpha - 2) + (p.alpha * mean - q.loc).pow(2)
    return _infinite_where(p.alpha <= 2, first + distance / (2 * q.scale.pow(2)) - 1)


@register_kl(Uniform, Beta)
def _uniform_beta(p, q):
    width = p.high - p.low
    first = (q.concentration1 - 1) * _mean_log(p) / width
    rest_high, rest_low = 1 - p.high, 1 - p.low
    rest = torch.special.xlogy(rest_high, rest_high) - torch.special.xlogy(rest_low, rest_low) + width
    constant = q.concentration1.lgamma() + q.concentration0.lgamma() - (q.concentration1 + q.concentration0).lgamma()
    result = (q.concentration0 - 1) * rest / width + constant - torch.log(width) - first
    return _infinite_where((p.high > 1.0) | (p.low < 0.0), result)


@register_kl(Uniform, Exponential)
def _uniform_exponential(p, q):
    result = q.rate * (p.high + p.low) / 2 - ((p.high - p.low) * q.rate).log()
    return _infinite_where(p.low < 0.0, result)


@register_kl(Uniform, Gamma)
def _uniform_gamma(p, q):
    width = p.high - p.low
    power = (1 - q.concentration) * _mean_log(p) / width
    result = -width.log() + _log_gamma_density(q) + power + q.rate * (p.high + p.low) / 2
    return _infinite_where(p.low < 0.0, result)


@register_kl(Uniform, Gumbel)
def _uniform_gumbel(p, q):
    ratio = q.scale / (p.high - p.low)
    high, low = (p.high - q.loc) / q.scale, (p.low - q.loc) / q.scale
    return ratio.log() + 0.5 * (high + low) - ratio * (torch.exp(-high) - torch.exp(-low))


@register_kl(Uniform, Normal)
def _uniform_normal(p, q):
    width = p.high - p.low
    first = (math.sqrt(math.pi * 2) * q.scale / width).log()
    distance = width.pow(2) / 12 + ((p.high + p.low - 2 * q.loc) / 2).pow(2)
    return first + 0.5 * distance / q.scale.pow(2)


@register_kl(Uniform, Pareto)
def _uniform_pareto(p, q):
    width = p.high - p.low
    constant = (q.alpha * q.scale.pow(q.alpha) * width).log()
    return _infinite_where(p.low < q.scale, _mean_log(p) / width * (q.alpha + 1) - constant)
