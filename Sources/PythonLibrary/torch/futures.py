"""Values that come later: `torch.futures.Future`."""

import threading

import torch

__all__ = ["Future", "collect_all", "wait_all"]


def __getattr__(name):
    raise torch._C._missing("torch.futures", name, __all__)


class Future:
    """A value that another part of the program gives, once."""

    def __init__(self, *, devices=None):
        self._changed = threading.Condition()
        self._is_done = False
        self._result = self._error = None
        self._callbacks = []

    def done(self):
        """Whether there is a result or an error."""
        return self._is_done

    def wait(self):
        """The result, when it is there."""
        with self._changed:
            while not self._is_done:
                self._changed.wait()
        if self._error is not None:
            raise self._error
        return self._result

    def value(self):
        """The result, which has to be there."""
        if not self._is_done:
            raise RuntimeError("Future does not hold a value yet.")
        return self.wait()

    def _finish(self, result, error):
        with self._changed:
            if self._is_done:
                raise RuntimeError("Attempting to mark a completed Future as complete again. Note that a Future can only "
                                   "be marked completed once.")
            self._is_done = True
            self._result, self._error = result, error
            callbacks, self._callbacks = self._callbacks, []
            self._changed.notify_all()
        for callback in callbacks:
            callback(self)

    def set_result(self, result):
        """Gives the value and runs what waits for it."""
        self._finish(result, None)

    def set_exception(self, result):
        """Gives an error in place of a value."""
        if not isinstance(result, Exception):
            raise AssertionError(f"{result} is of type {type(result)}, not an Exception.")
        self._finish(None, result)

    def add_done_callback(self, callback):
        """Calls a function with this future when it is done. What the function raises is written and not raised."""

        def guarded(future):
            try:
                callback(future)
            except Exception as error:
                print(f"[E pybind_utils.h] Got the following error when running the callback: "
                      f"{type(error).__name__}: {error}")

        with self._changed:
            if not self._is_done:
                self._callbacks.append(guarded)
                return
        guarded(self)

    def then(self, callback):
        """A future of what a function makes of this one."""
        following = Future()

        def go_on(future):
            try:
                result = callback(future)
            except Exception as error:
                following.set_exception(error)
            else:
                following.set_result(result)

        with self._changed:
            if not self._is_done:
                self._callbacks.append(go_on)
                return following
        go_on(self)
        return following


def collect_all(futures):
    """One future that is done when all are, whose value is their list."""
    futures = list(futures)
    whole = Future()
    left = [len(futures)]
    lock = threading.Lock()

    def one_done(_):
        with lock:
            left[0] -= 1
            last = left[0] == 0
        if last:
            failed = next((future for future in futures if future._error is not None), None)
            if failed is None:
                whole.set_result(futures)
            else:
                whole.set_exception(failed._error)

    if not futures:
        whole.set_result(futures)
    for future in futures:
        future.then(one_done)
    return whole


def wait_all(futures):
    """The values of all futures."""
    return [future.wait() for future in collect_all(futures).wait()]
