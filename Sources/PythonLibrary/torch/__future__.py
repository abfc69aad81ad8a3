"""How modules treat their parameters when they are converted."""

_overwrites = False
_swaps = False


def set_overwrite_module_params_on_conversion(value):
    """Whether conversions of a module give it new parameters in place of changing those it has."""
    global _overwrites
    _overwrites = value


def get_overwrite_module_params_on_conversion():
    """Whether conversions give new parameters."""
    return _overwrites


def set_swap_module_params_on_conversion(value):
    """Whether conversions swap parameters with the converted ones, which keeps the objects: so it is here at any rate."""
    global _swaps
    _swaps = value


def get_swap_module_params_on_conversion():
    """Whether conversions swap parameters."""
    return _swaps
