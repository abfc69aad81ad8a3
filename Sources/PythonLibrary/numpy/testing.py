"""`numpy.testing`: assertions about arrays."""
import numpy as np


def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg="", verbose=True):
    close = np.isclose(actual, desired, rtol, atol, equal_nan)
    if not np.all(close):
        wrong = np.size(close) - int(np.sum(close))
        raise AssertionError(f"\nNot equal to tolerance rtol={rtol:g}, atol={atol:g}\n{err_msg}\nMismatched elements: "
                             f"{wrong} / {np.size(close)} ({100 * wrong / np.size(close):.3g}%)")


def assert_array_equal(actual, desired, err_msg="", verbose=True):
    if not np.array_equal(actual, desired, equal_nan=True):
        raise AssertionError(f"\nArrays are not equal\n{err_msg}")


def assert_array_almost_equal(actual, desired, decimal=6, err_msg="", verbose=True):
    if not np.all(np.abs(np.asarray(desired) - np.asarray(actual)) < 1.5 * 10.0 ** -decimal):
        raise AssertionError(f"\nArrays are not almost equal to {decimal} decimals\n{err_msg}")


assert_almost_equal = assert_array_almost_equal
assert_equal = assert_array_equal


def assert_raises(exception, function=None, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except exception:
        return
    raise AssertionError(f"{exception.__name__} not raised")
