"""What parameters and values of distributions have to satisfy."""

import operator

import torch

__all__ = [
    "Constraint", "boolean", "cat", "corr_cholesky", "dependent", "dependent_property", "greater_than",
    "greater_than_eq", "independent", "integer_interval", "interval", "half_open_interval", "is_dependent", "less_than",
    "lower_cholesky", "lower_triangular", "MixtureSameFamilyConstraint", "multinomial", "nonnegative",
    "nonnegative_integer", "one_hot", "positive", "positive_semidefinite", "positive_definite", "positive_integer",
    "real", "real_vector", "simplex", "square", "stack", "symmetric", "unit_interval",
]


class Constraint:
    """A set of tensors; `check` says for every element, or for every event of several dimensions, if it is in it."""

    is_discrete = False
    event_dim = 0

    def check(self, value):
        raise NotImplementedError

    def __repr__(self):
        return self.__class__.__name__[1:] + "()"


class _Dependent(Constraint):
    def __init__(self, *, is_discrete=NotImplemented, event_dim=NotImplemented):
        self._is_discrete = is_discrete
        self._event_dim = event_dim

    def __call__(self, *, is_discrete=NotImplemented, event_dim=NotImplemented):
        return _Dependent(
            is_discrete=self._is_discrete if is_discrete is NotImplemented else is_discrete,
            event_dim=self._event_dim if event_dim is NotImplemented else event_dim)

    @property
    def is_discrete(self):
        return self._known(self._is_discrete, "is_discrete")

    @property
    def event_dim(self):
        return self._known(self._event_dim, "event_dim")

    @staticmethod
    def _known(value, name):
        if value is NotImplemented:
            raise NotImplementedError(f".{name} cannot be determined statically")
        return value

    def check(self, x):
        raise ValueError("Cannot determine validity of dependent constraint")


class dependent_property(property):
    """A constraint that depends on the other parameters."""

    def __init__(self, fn=None, *, is_discrete=False, event_dim=0):
        super().__init__(fn)

    def __call__(self, fn):
        return dependent_property(fn)


def is_dependent(constraint):
    return isinstance(constraint, (_Dependent, property))


class _IndependentConstraint(Constraint):
    def __init__(self, base, count):
        self.base_constraint = base
        self.reinterpreted_batch_ndims = count

    @property
    def is_discrete(self):
        return self.base_constraint.is_discrete

    @property
    def event_dim(self):
        return self.base_constraint.event_dim + self.reinterpreted_batch_ndims

    def check(self, value):
        result = self.base_constraint.check(value)
        if result.dim() < self.reinterpreted_batch_ndims:
            expected = self.base_constraint.event_dim + self.reinterpreted_batch_ndims
            raise ValueError(f"Expected value.dim() >= {expected} but got {value.dim()}")
        return result.reshape(result.shape[: result.dim() - self.reinterpreted_batch_ndims] + (-1,)).all(-1)

    def __repr__(self):
        return f"IndependentConstraint({self.base_constraint!r}, {self.reinterpreted_batch_ndims})"


class _Boolean(Constraint):
    is_discrete = True

    def check(self, value):
        return (value == 0) | (value == 1)


class _OneHot(_Boolean):
    event_dim = 1

    def check(self, value):
        return super().check(value).all(-1) & value.sum(-1).eq(1)


class MixtureSameFamilyConstraint(Constraint):
    """What satisfies the constraint of the components."""

    def __init__(self, base_constraint):
        self.base_constraint = base_constraint

    @property
    def is_discrete(self):
        return self.base_constraint.is_discrete

    @property
    def event_dim(self):
        return self.base_constraint.event_dim

    def check(self, value):
        kept = value.dim() - self.event_dim
        if kept < 0:
            raise ValueError(f"Expected value.dim() >= {self.event_dim} but got {value.dim()}")
        result = self.base_constraint.check(value.unsqueeze(-1 - self.event_dim))
        return result.reshape(result.shape[:kept] + (-1,)).all(-1)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.base_constraint!r})"


class _Bounded(Constraint):
    """Numbers that stand in a relation to each of some bounds, whole ones where the constraint is discrete."""

    # The name of each bound, and how the bound compares with the values that are allowed.
    _bounds = ()

    def __init__(self, *bounds, **named):
        given = dict(zip((name for name, _ in self._bounds), bounds), **named)
        for name, _ in self._bounds:
            setattr(self, name, given[name])

    def __repr__(self):
        bounds = ", ".join(f"{name}={getattr(self, name)}" for name, _ in self._bounds)
        return f"{self.__class__.__name__[1:]}({bounds})"

    def check(self, value):
        inside = value % 1 == 0 if self.is_discrete else True
        for name, compare in self._bounds:
            inside = compare(getattr(self, name), value) & inside
        return inside


class _GreaterThan(_Bounded):
    _bounds = (("lower_bound", operator.lt),)


class _GreaterThanEq(_Bounded):
    _bounds = (("lower_bound", operator.le),)


class _LessThan(_Bounded):
    _bounds = (("upper_bound", operator.gt),)


class _Interval(_Bounded):
    _bounds = (("lower_bound", operator.le), ("upper_bound", operator.ge))


class _HalfOpenInterval(_Bounded):
    _bounds = (("lower_bound", operator.le), ("upper_bound", operator.gt))


class _IntegerInterval(_Interval):
    is_discrete = True


class _IntegerGreaterThan(_GreaterThanEq):
    is_discrete = True


class _Real(Constraint):
    def check(self, value):
        return ~value.isnan()


class _Simplex(Constraint):
    event_dim = 1

    def check(self, value):
        return torch.all(value >= 0, dim=-1) & ((value.sum(-1) - 1).abs() < 1e-6)


class _Multinomial(Constraint):
    is_discrete = True
    event_dim = 1

    def __init__(self, upper_bound):
        self.upper_bound = upper_bound

    def check(self, x):
        return (x >= 0).all(dim=-1) & (x.sum(dim=-1) <= self.upper_bound)


class _LowerTriangular(Constraint):
    event_dim = 2

    def check(self, value):
        return (value.tril() == value).reshape(value.shape[:-2] + (-1,)).min(-1)[0]


class _LowerCholesky(_LowerTriangular):
    def check(self, value):
        return super().check(value) & (value.diagonal(dim1=-2, dim2=-1) > 0).min(-1)[0]


class _CorrCholesky(_LowerCholesky):
    def check(self, value):
        # Rows of length 1.
        tolerance = torch.finfo(value.dtype).eps * value.size(-1) * 10
        distance = (torch.linalg.norm(value.detach(), dim=-1) - 1.0).abs()
        return super().check(value) & distance.le(tolerance).all(dim=-1)


class _Square(Constraint):
    event_dim = 2

    def check(self, value):
        return torch.full(value.shape[:-2], value.shape[-2] == value.shape[-1], dtype=torch.bool)


class _Symmetric(_Square):
    def check(self, value):
        if not super().check(value).all():
            return super().check(value)
        return torch.isclose(value, value.mT, atol=1e-6).all(-2).all(-1)


class _PositiveSemidefinite(_Symmetric):
    def check(self, value):
        symmetric = super().check(value)
        return self._positive(value) if symmetric.all() else symmetric

    def _positive(self, value):
        return torch.linalg.eigvalsh(value).ge(0).all(-1)


class _PositiveDefinite(_PositiveSemidefinite):
    def _positive(self, value):
        return torch.linalg.cholesky_ex(value).info.eq(0)


class _Several(Constraint):
    """A constraint for each part along a dimension."""

    def __init__(self, cseq, dim=0):
        if not all(isinstance(constraint, Constraint) for constraint in cseq):
            raise AssertionError("All elements of cseq must be Constraint instances")
        self.cseq = list(cseq)
        self.dim = dim

    @property
    def is_discrete(self):
        return any(constraint.is_discrete for constraint in self.cseq)

    @property
    def event_dim(self):
        return max(constraint.event_dim for constraint in self.cseq)

    def check(self, value):
        if not -value.dim() <= self.dim < value.dim():
            raise AssertionError(f"dim {self.dim} out of range for value with {value.dim()} dimensions")
        parts = zip(self.cseq, self._split(value))
        return self._joined([constraint.check(part) for constraint, part in parts], self.dim)


class _Cat(_Several):
    _joined = staticmethod(torch.cat)

    def __init__(self, cseq, dim=0, lengths=None):
        super().__init__(cseq, dim)
        self.lengths = [1] * len(self.cseq) if lengths is None else list(lengths)
        if len(self.lengths) != len(self.cseq):
            raise AssertionError(f"lengths ({len(self.lengths)}) must match cseq ({len(self.cseq)})")

    def _split(self, value):
        return value.split(self.lengths, self.dim)


class _Stack(_Several):
    _joined = staticmethod(torch.stack)

    @property
    def event_dim(self):
        inner = max(constraint.event_dim for constraint in self.cseq)
        return inner + 1 if self.dim + inner < 0 else inner

    def _split(self, value):
        return value.unbind(self.dim)


dependent = _Dependent()
independent = _IndependentConstraint
boolean = _Boolean()
one_hot = _OneHot()
nonnegative_integer = _IntegerGreaterThan(0)
positive_integer = _IntegerGreaterThan(1)
integer_interval = _IntegerInterval
real = _Real()
real_vector = independent(real, 1)
positive = _GreaterThan(0.0)
nonnegative = _GreaterThanEq(0.0)
greater_than = _GreaterThan
greater_than_eq = _GreaterThanEq
less_than = _LessThan
multinomial = _Multinomial
unit_interval = _Interval(0.0, 1.0)
interval = _Interval
half_open_interval = _HalfOpenInterval
simplex = _Simplex()
lower_triangular = _LowerTriangular()
lower_cholesky = _LowerCholesky()
corr_cholesky = _CorrCholesky()
square = _Square()
symmetric = _Symmetric()
positive_semidefinite = _PositiveSemidefinite()
positive_definite = _PositiveDefinite()
cat = _Cat
stack = _Stack
