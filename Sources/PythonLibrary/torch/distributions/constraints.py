"""What parameters and values of distributions have to satisfy."""

import operator

import torch

__all__ = [
    "Constraint", "boolean", "dependent", "dependent_property", "greater_than", "greater_than_eq", "independent",
    "integer_interval", "interval", "half_open_interval", "is_dependent", "less_than", "lower_cholesky", "multinomial",
    "nonnegative", "nonnegative_integer", "positive", "positive_definite", "positive_integer", "real", "real_vector",
    "simplex", "square", "symmetric", "unit_interval",
]


class Constraint:
    """A set of tensors; `check` says for every element, or for every event of several dimensions, if it is in it."""

    is_discrete = False
    event_dim = 0

    def check(self, value):
        raise NotImplementedError

    def __repr__(self):
        bounds = ", ".join(f"{name}={value}" for name, value in self.__dict__.items())
        return f"{self.__class__.__name__.lstrip('_')}({bounds})"


class _Dependent(Constraint):
    def __init__(self, *, is_discrete=NotImplemented, event_dim=NotImplemented):
        self._is_discrete = is_discrete
        self._event_dim = event_dim

    def __repr__(self):
        return "Dependent()"

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


class _Bounded(Constraint):
    """Numbers that stand in a relation to each of some bounds, whole ones where the constraint is discrete."""

    # The name of each bound, and how the bound compares with the values that are allowed.
    _bounds = ()

    def __init__(self, *bounds, **named):
        given = dict(zip((name for name, _ in self._bounds), bounds), **named)
        for name, _ in self._bounds:
            setattr(self, name, given[name])

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

    def __repr__(self):
        return "Multinomial()"


class _LowerCholesky(Constraint):
    event_dim = 2

    def check(self, value):
        lower = (value.tril() == value).reshape(value.shape[:-2] + (-1,)).min(-1)[0]
        return lower & (value.diagonal(dim1=-2, dim2=-1) > 0).min(-1)[0]


class _Square(Constraint):
    event_dim = 2

    def check(self, value):
        return torch.full(value.shape[:-2], value.shape[-2] == value.shape[-1], dtype=torch.bool)


class _Symmetric(_Square):
    def check(self, value):
        if not super().check(value).all():
            return super().check(value)
        return torch.isclose(value, value.mT, atol=1e-6).all(-2).all(-1)


class _PositiveDefinite(_Symmetric):
    def check(self, value):
        symmetric = super().check(value)
        if not symmetric.all():
            return symmetric
        return torch.linalg.cholesky_ex(value).info.eq(0)


dependent = _Dependent()
independent = _IndependentConstraint
boolean = _Boolean()
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
lower_cholesky = _LowerCholesky()
square = _Square()
symmetric = _Symmetric()
positive_definite = _PositiveDefinite()
