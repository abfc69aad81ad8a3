"""The Kullback-Leibler divergence of pairs of distributions."""

import math
import warnings

import torch
from torch.distributions.bernoulli import Bernoulli
from torch.distributions.beta import Beta
from torch.distributions.binomial import Binomial
from torch.distributions.categorical import Categorical
from torch.distributions.cauchy import Cauchy
from torch.distributions.continuous_bernoulli import ContinuousBernoulli
from torch.distributions.dirichlet import Dirichlet
from torch.distributions.distribution import Distribution, ExponentialFamily
from torch.distributions.exponential import Exponential
from torch.distributions.gamma import Gamma
from torch.distributions.geometric import Geometric
from torch.distributions.gumbel import Gumbel
from torch.distributions.half_normal import HalfNormal
from torch.distributions.independent import Independent
from torch.distributions.laplace import Laplace
from torch.distributions.lowrank_multivariate_normal import LowRankMultivariateNormal
from torch.distributions.multivariate_normal import MultivariateNormal, _solved
from torch.distributions.normal import Normal
from torch.distributions.one_hot_categorical import OneHotCategorical
from torch.distributions.pareto import Pareto
from torch.distributions.poisson import Poisson
from torch.distributions.transformed_distribution import TransformedDistribution
from torch.distributions.uniform import Uniform
from torch.distributions.utils import euler_constant, sum_rightmost

__all__ = ["register_kl", "kl_divergence"]

_formulas = {}


def register_kl(type_p, type_q):
    """A decorator that makes a function the divergence of a pair of types."""
    for name, given in (("type_p", type_p), ("type_q", type_q)):
        if not isinstance(given, type) and issubclass(given, Distribution):
            raise TypeError(f"Expected {name} to be a Distribution subclass but got {given}")

    def decorator(fun):
        _formulas[type_p, type_q] = fun
        return fun

    return decorator


def _formula(type_p, type_q):
    """The formula of the nearest pair of base classes, of which the first comes first."""
    distances = {
        (type_p.__mro__.index(p), type_q.__mro__.index(q)): (p, q)
        for p, q in _formulas if issubclass(type_p, p) and issubclass(type_q, q)}
    if not distances:
        return None
    left = distances[min(distances)]
    right = distances[min(distances, key=lambda pair: pair[::-1])]
    if _formulas[left] is not _formulas[right]:
        warnings.warn(f"Ambiguous kl_divergence({type_p.__name__}, {type_q.__name__}). "
                      f"Please register_kl({left[0].__name__}, {right[1].__name__})", RuntimeWarning, stacklevel=2)
    return _formulas[left]


def kl_divergence(p, q):
    """The expectation under p of the difference of the logarithms of the densities of p and q."""
    formula = _formula(type(p), type(q))
    if formula is None:
        raise NotImplementedError(
            f"No KL(p || q) is implemented for p type {p.__class__.__name__} and q type {q.__class__.__name__}")
    return formula(p, q)


def _infinite_where(condition, value):
    value[condition] = float("inf")
    return value


@register_kl(ExponentialFamily, ExponentialFamily)
def _exponential_family(p, q):
    """The Bregman divergence of the normalisers."""
    if type(p) is not type(q):
        raise NotImplementedError(
            "The cross KL-divergence between different exponential families cannot" + " " * 28
            + " be computed using Bregman divergences")
    at_p = [parameter.detach().requires_grad_() for parameter in p._natural_params]
    normaliser = p._log_normalizer(*at_p)
    slopes = torch.autograd.grad(normaliser.sum(), at_p, create_graph=True)
    at_q = q._natural_params
    result = q._log_normalizer(*at_q) - normaliser
    for one, other, slope in zip(at_p, at_q, slopes):
        result = result - sum_rightmost((other - one) * slope, len(q.event_shape))
    return result


@register_kl(Bernoulli, Bernoulli)
def _bernoulli(p, q):
    softplus = torch.nn.functional.softplus
    one = p.probs * (softplus(-q.logits) - softplus(-p.logits))
    one[q.probs == 0] = float("inf")
    one[p.probs == 0] = 0
    zero = (1 - p.probs) * (softplus(q.logits) - softplus(p.logits))
    zero[q.probs == 1] = float("inf")
    zero[p.probs == 1] = 0
    return one + zero


@register_kl(Beta, Beta)
def _beta(p, q):
    sum_p, sum_q = p.concentration1 + p.concentration0, q.concentration1 + q.concentration0
    first = q.concentration1.lgamma() + q.concentration0.lgamma() + sum_p.lgamma()
    second = p.concentration1.lgamma() + p.concentration0.lgamma() + sum_q.lgamma()
    third = (p.concentration1 - q.concentration1) * torch.digamma(p.concentration1)
    fourth = (p.concentration0 - q.concentration0) * torch.digamma(p.concentration0)
    return first - second + third + fourth + (sum_q - sum_p) * torch.digamma(sum_p)


@register_kl(Binomial, Binomial)
def _binomial(p, q):
    if (p.total_count < q.total_count).any():
        raise NotImplementedError("KL between Binomials where q.total_count > p.total_count is not implemented")
    kl = p.total_count * (p.probs * (p.logits - q.logits) + (-p.probs).log1p() - (-q.probs).log1p())
    infinite = p.total_count > q.total_count
    kl[infinite] = float("inf")
    return kl


@register_kl(Categorical, Categorical)
def _categorical(p, q):
    terms = p.probs * (p.logits - q.logits)
    terms[(q.probs == 0).expand_as(terms)] = float("inf")
    terms[(p.probs == 0).expand_as(terms)] = 0
    return terms.sum(-1)


@register_kl(Cauchy, Cauchy)
def _cauchy(p, q):
    first = ((p.scale + q.scale).pow(2) + (p.loc - q.loc).pow(2)).log()
    return first - (4 * p.scale * q.scale).log()


@register_kl(Dirichlet, Dirichlet)
def _dirichlet(p, q):
    sum_p, sum_q = p.concentration.sum(-1), q.concentration.sum(-1)
    first = sum_p.lgamma() - sum_q.lgamma()
    second = (p.concentration.lgamma() - q.concentration.lgamma()).sum(-1)
    third = p.concentration - q.concentration
    fourth = p.concentration.digamma() - sum_p.digamma().unsqueeze(-1)
    return first - second + (third * fourth).sum(-1)


@register_kl(Exponential, Exponential)
def _exponential(p, q):
    ratio = q.rate / p.rate
    return -ratio.log() + ratio - 1


@register_kl(Gamma, Gamma)
def _gamma(p, q):
    first = q.concentration * (p.rate / q.rate).log()
    second = torch.lgamma(q.concentration) - torch.lgamma(p.concentration)
    third = (p.concentration - q.concentration) * torch.digamma(p.concentration)
    return first + second + third + (q.rate - p.rate) * (p.concentration / p.rate)


@register_kl(Geometric, Geometric)
def _geometric(p, q):
    return -p.entropy() - torch.log1p(-q.probs) / p.probs - q.logits


@register_kl(Independent, Independent)
def _independent(p, q):
    if p.reinterpreted_batch_ndims != q.reinterpreted_batch_ndims:
        raise NotImplementedError
    return sum_rightmost(kl_divergence(p.base_dist, q.base_dist), p.reinterpreted_batch_ndims)


@register_kl(Laplace, Laplace)
def _laplace(p, q):
    ratio = p.scale / q.scale
    distance = (p.loc - q.loc).abs()
    return -ratio.log() + distance / q.scale + ratio * torch.exp(-distance / p.scale) - 1


def _squared(matrix):
    """The trace of a matrix times its transpose."""
    return matrix.reshape(-1, matrix.size(-2) * matrix.size(-1)).pow(2).sum(-1).reshape(matrix.shape[:-2])


def _same_events(p, q, name):
    if p.event_shape != q.event_shape:
        raise ValueError(
            f"KL-divergence between two {name}s with" + " " * 25 + " different event shapes cannot be computed")


def _solved_matrix(triangle, matrix):
    batch = torch.broadcast_shapes(triangle.shape[:-2], matrix.shape[:-2])
    return torch.linalg.solve_triangular(
        triangle.expand(batch + triangle.shape[-2:]), matrix.expand(batch + matrix.shape[-2:]), upper=False)


@register_kl(MultivariateNormal, MultivariateNormal)
def _multivariate_normal(p, q):
    _same_events(p, q, "Multivariate Normal")
    factor = q._unbroadcasted_scale_tril
    half = q._half_log_det() - p._half_log_det()
    second = _squared(_solved_matrix(factor, p._unbroadcasted_scale_tril))
    third = _solved(factor, q.loc - p.loc).pow(2).sum(-1)
    return half + 0.5 * (second + third - p.event_shape[0])


@register_kl(LowRankMultivariateNormal, LowRankMultivariateNormal)
def _low_rank(p, q):
    _same_events(p, q, "Low Rank Multivariate Normal")
    own, diagonal, factor = p._unbroadcasted_cov_diag, q._unbroadcasted_cov_diag, p._unbroadcasted_cov_factor
    solved = torch.linalg.solve_triangular(q._capacitance_tril, q._scaled_factor(), upper=False)
    second = ((own / diagonal).sum(-1) + _squared(factor * diagonal.rsqrt().unsqueeze(-1))
              - _squared(solved * own.sqrt().unsqueeze(-2)) - _squared(solved.matmul(factor)))
    return _from_terms(q._log_det() - p._log_det(), second, q._distance(q.loc - p.loc), p)


def _from_terms(first, second, third, p):
    return 0.5 * (first + second + third - p.event_shape[0])


@register_kl(MultivariateNormal, LowRankMultivariateNormal)
def _to_low_rank(p, q):
    _same_events(p, q, "(Low Rank) Multivariate Normal")
    factor = p._unbroadcasted_scale_tril
    solved = torch.linalg.solve_triangular(q._capacitance_tril, q._scaled_factor(), upper=False)
    second = _squared(factor * q._unbroadcasted_cov_diag.rsqrt().unsqueeze(-1)) - _squared(solved.matmul(factor))
    return _from_terms(q._log_det() - 2 * p._half_log_det(), second, q._distance(q.loc - p.loc), p)


@register_kl(LowRankMultivariateNormal, MultivariateNormal)
def _from_low_rank(p, q):
    _same_events(p, q, "(Low Rank) Multivariate Normal")
    triangle = q._unbroadcasted_scale_tril
    second = (_squared(_solved_matrix(triangle, p._unbroadcasted_cov_factor))
              + _squared(_solved_matrix(triangle, torch.diag_embed(p._unbroadcasted_cov_diag.sqrt()))))
    third = _solved(triangle, q.loc - p.loc).pow(2).sum(-1)
    return _from_terms(2 * q._half_log_det() - p._log_det(), second, third, p)


@register_kl(Normal, Normal)
def _normal(p, q):
    ratio = (p.scale / q.scale).pow(2)
    distance = ((p.loc - q.loc) / q.scale).pow(2)
    return 0.5 * (ratio + distance - 1 - ratio.log())


@register_kl(Poisson, Poisson)
def _poisson(p, q):
    return p.rate * (p.rate.log() - q.rate.log()) - (p.rate - q.rate)


@register_kl(TransformedDistribution, TransformedDistribution)
def _transformed(p, q):
    if p.transforms != q.transforms or p.event_shape != q.event_shape:
        raise NotImplementedError
    return kl_divergence(p.base_dist, q.base_dist)


@register_kl(Uniform, Uniform)
def _uniform(p, q):
    result = ((q.high - q.low) / (p.high - p.low)).log()
    result[(q.low > p.low) | (q.high < p.high)] = float("inf")
    return result


@register_kl(ContinuousBernoulli, ContinuousBernoulli)
def _continuous_bernoulli(p, q):
    crossed = p.mean * (p.logits - q.logits)
    own = p._cont_bern_log_norm() + torch.log1p(-p.probs)
    return crossed + own + (-q._cont_bern_log_norm() - torch.log1p(-q.probs))


@register_kl(Gumbel, Gumbel)
def _gumbel(p, q):
    ratio, at_q, at_p = p.scale / q.scale, q.loc / q.scale, p.loc / q.scale
    tail = torch.exp(at_q + (1 + ratio).lgamma() - at_p)
    return -ratio.log() - at_q + at_p + ratio * euler_constant + tail - (1 + euler_constant)


@register_kl(HalfNormal, HalfNormal)
def _half_normal(p, q):
    return _normal(p.base_dist, q.base_dist)


@register_kl(OneHotCategorical, OneHotCategorical)
def _one_hot(p, q):
    return _categorical(p._categorical, q._categorical)


@register_kl(Pareto, Pareto)
def _pareto(p, q):
    ratio = q.alpha / p.alpha
    result = q.alpha * (p.scale / q.scale).log() + -ratio.log() + ratio - 1
    return _infinite_where(p.scale < q.scale, result)


# The pairs of different types.
import torch.distributions._kl_pairs
