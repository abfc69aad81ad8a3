"""Work that could run at the same time; here each piece runs when it is submitted."""

__all__ = [
    "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError", "Future", "Executor",
    "wait", "as_completed", "ProcessPoolExecutor", "ThreadPoolExecutor",
]

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"
TimeoutError = TimeoutError


class Error(Exception):
    __module__ = "concurrent.futures._base"


class CancelledError(Error):
    __module__ = "concurrent.futures._base"


class InvalidStateError(Error):
    __module__ = "concurrent.futures._base"


class BrokenExecutor(RuntimeError):
    __module__ = "concurrent.futures._base"


class Future:
    """What a piece of work came to."""

    __module__ = "concurrent.futures._base"

    def __init__(self):
        self._state = "PENDING"
        self._result = self._exception = None
        self._callbacks = []

    def __repr__(self):
        state = self._state.lower()
        where = f"<{self.__class__.__name__} at {id(self):#x} state={state}"
        if self._state != "FINISHED":
            return where + ">"
        if self._exception is not None:
            return f"{where} raised {self._exception.__class__.__name__}>"
        return f"{where} returned {self._result.__class__.__name__}>"

    def _finish(self, state):
        self._state = state
        for callback in self._callbacks:
            self._call(callback)

    def _call(self, callback):
        try:
            callback(self)
        except Exception:
            import traceback
            traceback.print_exc()

    def cancel(self):
        if self._state in ("RUNNING", "FINISHED"):
            return False
        if self._state == "PENDING":
            self._finish("CANCELLED")
        return True

    def cancelled(self):
        return self._state == "CANCELLED"

    def running(self):
        return self._state == "RUNNING"

    def done(self):
        return self._state in ("CANCELLED", "FINISHED")

    def set_running_or_notify_cancel(self):
        if self._state == "CANCELLED":
            return False
        self._state = "RUNNING"
        return True

    def set_result(self, result):
        if self.done():
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._result = result
        self._finish("FINISHED")

    def set_exception(self, exception):
        if self.done():
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._exception = exception
        self._finish("FINISHED")

    def _wait(self, timeout):
        if self._state == "CANCELLED":
            raise CancelledError()
        if self._state != "FINISHED":
            if timeout is not None:
                raise TimeoutError()
            raise RuntimeError("waiting for a future that no thread of nbrun could finish")

    def result(self, timeout=None):
        self._wait(timeout)
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self, timeout=None):
        self._wait(timeout)
        return self._exception

    def add_done_callback(self, fn):
        if self.done():
            self._call(fn)
        else:
            self._callbacks.append(fn)


class Executor:
    """Runs pieces of work."""

    __module__ = "concurrent.futures._base"

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return (future.result() for future in futures)

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.shutdown(wait=True)
        return False


class ThreadPoolExecutor(Executor):
    """Runs pieces of work one after the other."""

    __module__ = "concurrent.futures.thread"

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = 5 if max_workers is None else max_workers
        self._initializer, self._initargs = initializer, initargs
        self._is_shut = False

    def submit(self, fn, /, *args, **kwargs):
        if self._is_shut:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if self._initializer is not None:
            initializer, self._initializer = self._initializer, None
            initializer(*self._initargs)
        future = Future()
        future._state = "RUNNING"
        try:
            result = fn(*args, **kwargs)
        except Exception as error:
            future.set_exception(error)
        else:
            future.set_result(result)
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._is_shut = True


class ProcessPoolExecutor(ThreadPoolExecutor):
    """Runs pieces of work one after the other, in this process."""

    __module__ = "concurrent.futures.process"


def as_completed(fs, timeout=None):
    """The futures in the order in which they were finished: that of their submission."""
    seen = []
    for future in fs:
        if future not in seen:
            seen.append(future)
    for future in seen:
        future.done() or future._wait(timeout)
    return iter(seen)


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    from collections import namedtuple
    kind = namedtuple("DoneAndNotDoneFutures", "done not_done", module="concurrent.futures._base")
    fs = set(fs)
    done = {future for future in fs if future.done()}
    return kind(done, fs - done)
