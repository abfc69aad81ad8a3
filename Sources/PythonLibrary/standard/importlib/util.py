"""Whether a module is there."""

import sys


class ModuleSpec:
    """What is known of a module."""

    def __init__(self, name, origin):
        self.name, self.origin = name, origin

    def __repr__(self):
        return f"ModuleSpec(name={self.name!r}, origin={self.origin!r})"


def find_spec(name, package=None):
    """Something for a module that can be imported, `None` for others."""
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        if error.name is not None and (error.name == name or name.startswith(error.name + ".")):
            if "." in name and error.name != name:
                raise
            return None
        raise
    return ModuleSpec(name, getattr(sys.modules[name], "__file__", "built-in"))
