"""Chi-squared distributions."""

from torch.distributions import constraints
from torch.distributions.gamma import Gamma


class Chi2(Gamma):
    """The distribution of the sum of `df` squared normal numbers."""

    arg_constraints = {"df": constraints.positive}

    def __init__(self, df, validate_args=None):
        super().__init__(0.5 * df, 0.5, validate_args=validate_args)

    def _parameters(self):
        return ["concentration", "rate"]

    def __repr__(self):
        return "Chi2()"

    @property
    def df(self):
        return self.concentration * 2
