"""Transforms from numbers without bounds to what a constraint allows."""

from torch.distributions import constraints, transforms

__all__ = ["ConstraintRegistry", "biject_to", "transform_to"]


class ConstraintRegistry:
    """For each type of constraint, how a transform is made whose values satisfy it."""

    def __init__(self):
        self._factories = {}

    def register(self, constraint, factory=None):
        if factory is None:
            return lambda factory: self.register(constraint, factory)
        kind = type(constraint) if isinstance(constraint, constraints.Constraint) else constraint
        if not isinstance(kind, type) or not issubclass(kind, constraints.Constraint):
            raise TypeError(
                f"Expected constraint to be either a Constraint subclass or instance, but got {constraint}")
        self._factories[kind] = factory
        return factory

    def __call__(self, constraint):
        factory = self._factories.get(type(constraint))
        if factory is None:
            raise NotImplementedError(f"Cannot transform {type(constraint).__name__} constraints")
        return factory(constraint)


biject_to = ConstraintRegistry()
transform_to = ConstraintRegistry()


def _exponential(loc, scale):
    return transforms.ComposeTransform([transforms.ExpTransform(), transforms.AffineTransform(loc, scale)])


def _interval(constraint):
    low, high = constraint.lower_bound, constraint.upper_bound
    if isinstance(low, (int, float)) and isinstance(high, (int, float)) and low == 0 and high == 1:
        return transforms.SigmoidTransform()
    return transforms.ComposeTransform([transforms.SigmoidTransform(), transforms.AffineTransform(low, high - low)])


def _register_all():
    """What both registries know, and what each knows besides."""
    shared = [
        ([constraints.real], lambda c: transforms.identity_transform),
        ([constraints.greater_than, constraints.greater_than_eq], lambda c: _exponential(c.lower_bound, 1)),
        ([constraints.less_than], lambda c: _exponential(c.upper_bound, -1)),
        ([constraints.interval, constraints.half_open_interval], _interval),
        ([constraints.corr_cholesky], lambda c: transforms.CorrCholeskyTransform()),
    ]
    for registry in (biject_to, transform_to):
        for kinds, factory in shared:
            for kind in kinds:
                registry.register(kind, factory)
        registry.register(constraints.independent, lambda c, registry=registry: transforms.IndependentTransform(
            registry(c.base_constraint), c.reinterpreted_batch_ndims))
        registry.register(constraints.cat, lambda c, registry=registry: transforms.CatTransform(
            [registry(part) for part in c.cseq], c.dim, c.lengths))
        registry.register(constraints.stack, lambda c, registry=registry: transforms.StackTransform(
            [registry(part) for part in c.cseq], c.dim))
    biject_to.register(constraints.simplex, lambda c: transforms.StickBreakingTransform())
    transform_to.register(constraints.simplex, lambda c: transforms.SoftmaxTransform())
    transform_to.register(constraints.lower_cholesky, lambda c: transforms.LowerCholeskyTransform())
    for kind in (constraints.positive_definite, constraints.positive_semidefinite):
        transform_to.register(kind, lambda c: transforms.PositiveDefiniteTransform())


_register_all()
