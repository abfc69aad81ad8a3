"""Functions of samples of numbers: averages, spread, correlation."""

import math as _math
from collections import Counter as _Counter
from collections import namedtuple as _namedtuple

__all__ = [
    "NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean", "harmonic_mean",
    "linear_regression", "mean", "median", "median_grouped", "median_high", "median_low", "mode", "multimode", "pstdev",
    "pvariance", "quantiles", "stdev", "variance",
]


class StatisticsError(ValueError):
    pass


def _ratio(value):
    """A number as numerator and denominator; `None` as denominator for infinities and NaN."""
    try:
        return value.as_integer_ratio()
    except (OverflowError, ValueError):
        return value, None
    except AttributeError:
        raise TypeError(f"can't convert type '{type(value).__name__}' to numerator/denominator") from None


def _reduced(numerator, denominator):
    common = _math.gcd(numerator, denominator)
    return numerator // common, denominator // common


def _plus(a, b):
    return _reduced(a[0] * b[1] + b[0] * a[1], a[1] * b[1])


def _kind(values):
    """The type of a result: float if any number is one."""
    kind = int
    for value in values:
        if isinstance(value, float) and not isinstance(value, int):
            kind = float
        elif not isinstance(value, int) and kind is int:
            kind = type(value)
    return kind


def _sum(values):
    """The exact sum as a ratio; the float itself if it is no finite number."""
    total, special = (0, 1), None
    for value in values:
        numerator, denominator = _ratio(value)
        if denominator is None:
            special = numerator if special is None else special + numerator
        else:
            total = _plus(total, (numerator, denominator))
    return total if special is None else (special, None)


def _convert(ratio, kind):
    numerator, denominator = ratio
    if denominator is None:
        return numerator
    if kind is int and denominator == 1:
        return numerator
    if issubclass(kind, (int, float)):
        return numerator / denominator
    # Of Fraction and Decimal, whose exact quotient a float is not.
    return kind(numerator) / kind(denominator)


def _data(data, name):
    values = list(data)
    if not values:
        raise StatisticsError(f"{name} requires at least one data point")
    return values


def mean(data):
    """The arithmetic mean."""
    values = _data(data, "mean")
    total = _sum(values)
    if total[1] is None:
        return total[0]
    return _convert(_reduced(total[0], total[1] * len(values)), _kind(values))


def fmean(data, weights=None):
    """The arithmetic mean as a float."""
    values = list(data)
    if weights is None:
        if not values:
            raise StatisticsError("fmean requires at least one data point")
        return _math.fsum(values) / len(values)
    weights = list(weights)
    if len(weights) != len(values):
        raise StatisticsError("data and weights must be the same length")
    divisor = _math.fsum(weights)
    if not divisor:
        raise StatisticsError("sum of weights must be non-zero")
    return _math.fsum(v * w for v, w in zip(values, weights)) / divisor


def geometric_mean(data):
    """The n-th root of the product."""
    try:
        return _math.exp(fmean(map(_math.log, data)))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of the reciprocals."""
    values = _data(data, "harmonic_mean")
    problem = "harmonic mean does not support negative values"
    if len(values) == 1 and weights is None:
        if isinstance(values[0], (int, float)):
            if values[0] < 0:
                raise StatisticsError(problem)
            return values[0]
        raise TypeError("unsupported type")
    if weights is None:
        weights = [1] * len(values)
    else:
        weights = list(weights)
        if len(weights) != len(values):
            raise StatisticsError("Number of weights does not match data size")
    if any(v < 0 for v in [*values, *weights]):
        raise StatisticsError(problem)
    if any(v == 0 and w for v, w in zip(values, weights)):
        return 0
    total = _sum(weights)
    below = _sum(w / v if w else 0 for v, w in zip(values, weights))
    if total[1] is None or below[1] is None:
        return _convert(total, float) / _convert(below, float)
    return _convert(_reduced(total[0] * below[1], total[1] * below[0]), float)


def median(data):
    """The middle value; the mean of the two middle ones of an even number."""
    values = sorted(data)
    if not values:
        raise StatisticsError("no median for empty data")
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def median_low(data):
    values = sorted(data)
    if not values:
        raise StatisticsError("no median for empty data")
    return values[(len(values) - 1) // 2]


def median_high(data):
    values = sorted(data)
    if not values:
        raise StatisticsError("no median for empty data")
    return values[len(values) // 2]


def median_grouped(data, interval=1):
    """The median of classes of width `interval`, interpolated."""
    values = sorted(data)
    if not values:
        raise StatisticsError("no median for empty data")
    if len(values) == 1:
        return values[0]
    middle = values[len(values) // 2]
    below = sum(v < middle for v in values)
    inside = values.count(middle)
    return middle - interval / 2 + interval * (len(values) / 2 - below) / inside


def mode(data):
    """The most common value, the first of several."""
    pairs = _Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data") from None
    return pairs[0][0]


def multimode(data):
    """All most common values."""
    counts = _Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    """The cut points of `n` intervals of equal probability."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    values = sorted(data)
    size = len(values)
    if size < 2:
        raise StatisticsError("must have at least two data points")
    result = []
    if method == "inclusive":
        for i in range(1, n):
            j, delta = divmod(i * (size - 1), n)
            result.append((values[j] * (n - delta) + values[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        for i in range(1, n):
            j = i * (size + 1) // n
            j = 1 if j < 1 else size - 1 if j > size - 1 else j
            delta = i * (size + 1) - j * n
            result.append((values[j - 1] * (n - delta) + values[j] * delta) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


def _squares(values, center=None):
    """The exact sum of squared deviations, as a ratio."""
    if center is not None:
        n, d = _ratio(center)
    else:
        total = _sum(values)
        if total[1] is None:
            return _math.nan, None
        n, d = _reduced(total[0], total[1] * len(values))
    if d is None:
        return _math.nan, None
    out = (0, 1)
    for value in values:
        m, e = _ratio(value)
        if e is None:
            return _math.nan, None
        difference = _plus((m, e), (-n, d))
        out = _plus(out, (difference[0] ** 2, difference[1] ** 2))
    return out


def _variance(data, center, name, least, less):
    values = list(data)
    if len(values) < least:
        raise StatisticsError(f"{name} requires at least {'two data points' if least == 2 else 'one data point'}")
    squares = _squares(values, center)
    if squares[1] is None:
        return squares, values
    return _reduced(squares[0], squares[1] * (len(values) - less)), values


def variance(data, xbar=None):
    """The sample variance."""
    ratio, values = _variance(data, xbar, "variance", 2, 1)
    return _convert(ratio, _kind(values))


def pvariance(data, mu=None):
    """The population variance."""
    ratio, values = _variance(data, mu, "pvariance", 1, 0)
    return _convert(ratio, _kind(values))


def _root(n, d):
    """The square root of a ratio, rounded once."""
    if d is None:
        return n
    if n == 0:
        return 0.0
    shift = (n.bit_length() - d.bit_length() - 109) // 2
    if shift >= 0:
        numerator, denominator = n, d << 2 * shift
    else:
        numerator, denominator = n << -2 * shift, d
    root = _math.isqrt(numerator // denominator)
    # Rounding to odd keeps what was cut off from rounding twice.
    if root * root * denominator != numerator:
        root |= 1
    return (root << shift) / 1 if shift >= 0 else root / (1 << -shift)


def stdev(data, xbar=None):
    """The square root of the sample variance."""
    ratio, _ = _variance(data, xbar, "stdev", 2, 1)
    return _root(*ratio)


def pstdev(data, mu=None):
    """The square root of the population variance."""
    ratio, _ = _variance(data, mu, "pstdev", 1, 0)
    return _root(*ratio)


def covariance(x, y, /):
    """The sample covariance of two inputs."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError("covariance requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("covariance requires at least two data points")
    xbar, ybar = _math.fsum(x) / n, _math.fsum(y) / n
    return _math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y)) / (n - 1)


def correlation(x, y, /):
    """Pearson's correlation coefficient."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError("correlation requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("correlation requires at least two data points")
    xbar, ybar = _math.fsum(x) / n, _math.fsum(y) / n
    sxy = _math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y))
    sxx = _math.fsum((d := a - xbar) * d for a in x)
    syy = _math.fsum((d := b - ybar) * d for b in y)
    try:
        return sxy / _math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


LinearRegression = _namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, /, *, proportional=False):
    """Slope and intercept of the line of least squares."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError("linear regression requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("linear regression requires at least two data points")
    if proportional:
        sxy = _math.fsum(a * b for a, b in zip(x, y))
        sxx = _math.fsum(a * a for a in x)
    else:
        xbar, ybar = _math.fsum(x) / n, _math.fsum(y) / n
        sxy = _math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y))
        sxx = _math.fsum((d := a - xbar) * d for a in x)
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError("x is constant") from None
    return LinearRegression(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)


# Wichura's algorithm AS 241: quotients of polynomials for the middle, the shoulders and the tails.
_MIDDLE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
     1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
     687.1870074920579083, 42.313330701600911252, 1.0))
_SHOULDER = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0))
_TAIL = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0))


def _quotient(polynomials, x):
    values = []
    for coefficients in polynomials:
        value = 0.0
        for coefficient in coefficients:
            value = value * x + coefficient
        values.append(value)
    return values


def _normal_quantile(p):
    """Where the standard normal distribution has reached p."""
    q = p - 0.5
    if _math.fabs(q) <= 0.425:
        top, bottom = _quotient(_MIDDLE, 0.180625 - q * q)
        return top * q / bottom
    r = _math.sqrt(-_math.log(p if q <= 0.0 else 1.0 - p))
    top, bottom = _quotient(_SHOULDER, r - 1.6) if r <= 5.0 else _quotient(_TAIL, r - 5.0)
    x = top / bottom
    return -x if q < 0.0 else x


class NormalDist:
    """The normal distribution of a mean and a standard deviation."""

    __slots__ = ("_mu", "_sigma")

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        values = list(data)
        return cls(fmean(values), stdev(values))

    @property
    def mean(self):
        return self._mu

    median = mode = mean

    @property
    def stdev(self):
        return self._sigma

    @property
    def variance(self):
        return self._sigma * self._sigma

    def pdf(self, x):
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        difference = x - self._mu
        return _math.exp(difference * difference / (-2.0 * variance)) / _math.sqrt(_math.tau * variance)

    def cdf(self, x):
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + _math.erf((x - self._mu) / (self._sigma * _math.sqrt(2.0))))

    def zscore(self, x):
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    def samples(self, n, *, seed=None):
        import random
        gauss = random.gauss if seed is None else random.Random(seed).gauss
        return [gauss(self._mu, self._sigma) for _ in range(n)]

    def inv_cdf(self, p):
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        if self._sigma <= 0.0:
            raise StatisticsError("cdf() not defined when sigma at or below zero")
        return self._mu + _normal_quantile(p) * self._sigma

    def quantiles(self, n=4):
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        narrow, wide = sorted((self, other), key=lambda one: (one._sigma, one._mu))
        if not narrow.variance or not wide.variance:
            raise StatisticsError("overlap() not defined when sigma is zero")
        more = wide.variance - narrow.variance
        apart = _math.fabs(wide._mu - narrow._mu)
        if not more:
            return 1.0 - _math.erf(apart / (2.0 * narrow._sigma * _math.sqrt(2.0)))
        # The densities cross at two points.
        middle = narrow._mu * wide.variance - wide._mu * narrow.variance
        root = _math.sqrt(apart ** 2.0 + more * _math.log(wide.variance / narrow.variance))
        reach = narrow._sigma * wide._sigma * root
        first, second = (middle + reach) / more, (middle - reach) / more
        return 1.0 - (_math.fabs(wide.cdf(first) - narrow.cdf(first)) + _math.fabs(wide.cdf(second) - narrow.cdf(second)))

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, _math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, _math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __rsub__(self, other):
        return -(self - other)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * _math.fabs(other))

    __rmul__ = __mul__

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / _math.fabs(other))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"
