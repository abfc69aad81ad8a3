"""Parts of NumPy that have a module of their own."""


def __getattr__(name):
    if name in ("stride_tricks",):
        import numpy.lib.stride_tricks as module
        return module
    raise AttributeError(f"module 'numpy.lib' has no attribute '{name}', or nbrun does not support it")
