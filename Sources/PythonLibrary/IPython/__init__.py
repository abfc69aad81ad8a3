"""What documents written for notebooks ask of the notebook."""

__all__ = ["display", "get_ipython"]


def get_ipython():
    """There is no notebook."""
    return None


def __getattr__(name):
    if name == "display":
        import IPython.display as module
        return module
    raise AttributeError(f"module 'IPython' has no attribute '{name}', or nbrun does not support it")
