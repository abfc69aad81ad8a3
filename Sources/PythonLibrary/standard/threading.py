"""Threads that run one after the other: each runs from its start to its end before the next thing happens."""

import sys

import _session

__all__ = [
    "get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "Event", "Lock", "RLock",
    "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "BrokenBarrierError", "Timer", "ThreadError", "excepthook",
    "local", "settrace", "setprofile", "stack_size", "TIMEOUT_MAX",
]

TIMEOUT_MAX = 9223372036.0
ThreadError = RuntimeError
_numbers = {}
_has_noted = False


def _stuck(what):
    raise RuntimeError(f"{what}: nbrun runs one thread after the other, so that nothing could end the waiting")


def _next_number(kind="thread"):
    _numbers[kind] = _numbers.get(kind, 0) + 1
    return _numbers[kind]


class Thread:
    """A thread of control, which runs to its end at its start."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if name is None:
            name = f"Thread-{_next_number()}"
            if target is not None and hasattr(target, "__name__"):
                name += f" ({target.__name__})"
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._name = str(name)
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._ident = None
        self._is_running = self._is_done = False

    def __repr__(self):
        status = "stopped" if self._is_done else "started" if self._ident is not None else "initial"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{self.__class__.__name__}({self._name}, {status})>"

    def start(self):
        global _has_noted
        if self._ident is not None:
            raise RuntimeError("threads can only be started once")
        if not _has_noted:
            _has_noted = True
            _session.note("threads run one after the other: each runs to its end when it is started")
        self._ident = 1 + _next_number("ident")
        _running.append(self)
        self._is_running = True
        try:
            self.run()
        except SystemExit:
            pass
        except Exception as error:
            excepthook(ExceptHookArgs((type(error), error, error.__traceback__, self)))
        finally:
            self._is_running = False
            self._is_done = True
            _running.remove(self)

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def join(self, timeout=None):
        if self._ident is None:
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        self._name = str(name)

    @property
    def ident(self):
        return self._ident

    native_id = ident

    def is_alive(self):
        return self._is_running

    @property
    def daemon(self):
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if self._ident is not None:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name


class _MainThread(Thread):
    def __init__(self):
        self._target, self._args, self._kwargs = None, (), {}
        self._name, self._daemonic, self._ident = "MainThread", False, 1
        self._is_running, self._is_done = True, False


class ExceptHookArgs(tuple):
    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])


def excepthook(args, /):
    import traceback
    if args.exc_type is SystemExit:
        return
    print(f"Exception in thread {args.thread.name}:", file=sys.stderr)
    traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback)


_main = _MainThread()
_running = [_main]


def current_thread():
    return _running[-1]


currentThread = current_thread


def main_thread():
    return _main


def get_ident():
    return current_thread().ident


get_native_id = get_ident


def enumerate():
    return list(_running)


def active_count():
    return len(_running)


activeCount = active_count


class _Lock:
    def __init__(self):
        self._is_locked = False

    def acquire(self, blocking=True, timeout=-1):
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0 and timeout != -1:
            raise ValueError("timeout value must be a non-negative number")
        if self._is_locked:
            if blocking and timeout == -1:
                _stuck("acquire() of a lock that is held")
            return False
        self._is_locked = True
        return True

    def release(self):
        if not self._is_locked:
            raise RuntimeError("release unlocked lock")
        self._is_locked = False

    def locked(self):
        return self._is_locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *details):
        self.release()

    def __repr__(self):
        return f"<{'locked' if self._is_locked else 'unlocked'} _thread.lock object at {hex(id(self))}>"


_Lock.__name__ = _Lock.__qualname__ = "lock"
_Lock.__module__ = "_thread"


def Lock():
    return _Lock()


class _RLock:
    def __init__(self):
        self._owner = None
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        here = get_ident()
        if self._owner is not None and self._owner != here:
            if blocking and timeout == -1:
                _stuck("acquire() of a lock that another thread holds")
            return False
        self._owner = here
        self._count += 1
        return True

    def release(self):
        if self._owner != get_ident():
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if not self._count:
            self._owner = None

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *details):
        self.release()


_RLock.__name__ = _RLock.__qualname__ = "RLock"
_RLock.__module__ = "_thread"


def RLock():
    return _RLock()


class _local:
    """Attributes that each thread has for itself."""

    __module__ = "_thread"

    def __init__(self):
        object.__setattr__(self, "_of_threads", {})

    def __getattribute__(self, name):
        if name.startswith("__"):
            return object.__getattribute__(self, name)
        values = object.__getattribute__(self, "_of_threads").get(get_ident(), {})
        if name in values:
            return values[name]
        try:
            return object.__getattribute__(self, name)
        except AttributeError:
            raise AttributeError(f"'{type(self).__module__}.{type(self).__name__}' object has no attribute '{name}'") \
                from None

    def __setattr__(self, name, value):
        object.__getattribute__(self, "_of_threads").setdefault(get_ident(), {})[name] = value

    def __delattr__(self, name):
        values = object.__getattribute__(self, "_of_threads").get(get_ident(), {})
        if name not in values:
            raise AttributeError(name)
        del values[name]


local = _local


class Event:
    """A flag that threads wait for."""

    def __init__(self):
        self._flag = False

    def is_set(self):
        return self._flag

    isSet = is_set

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if not self._flag and timeout is None:
            _stuck("wait() for an event that is not set")
        return self._flag


class Semaphore:
    """A number of places."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = self._initial_value = value

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if not self._value:
            if blocking and timeout is None:
                _stuck("acquire() of a semaphore without free places")
            return False
        self._value -= 1
        return True

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        self._value += n

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *details):
        self.release()


class BoundedSemaphore(Semaphore):
    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        if self._value + n > self._initial_value:
            raise ValueError("Semaphore released too many times")
        self._value += n


class Condition:
    """A lock and what threads wait for that hold it."""

    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *details):
        return self._lock.__exit__(*details)

    def wait(self, timeout=None):
        if timeout is None:
            _stuck("wait() for a condition")
        return False

    def wait_for(self, predicate, timeout=None):
        found = predicate()
        if not found and timeout is None:
            _stuck("wait_for() a condition that does not hold")
        return found

    def notify(self, n=1):
        pass

    def notify_all(self):
        pass


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    """A place where threads meet, which those that run one after the other do not."""

    def __init__(self, parties, action=None, timeout=None):
        self.parties, self._action = parties, action
        self.n_waiting, self.broken = 0, False

    def wait(self, timeout=None):
        if self.parties > 1:
            _stuck("wait() for other threads")
        if self._action is not None:
            self._action()
        return 0


class Timer(Thread):
    """A thread that begins with a pause; the clocks of a document go on by it."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval, self.function = interval, function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self._is_cancelled = False

    def cancel(self):
        self._is_cancelled = True

    def run(self):
        import time
        time.sleep(self.interval)
        if not self._is_cancelled:
            self.function(*self.args, **self.kwargs)


def settrace(func):
    raise NotImplementedError("threading.settrace is not supported by nbrun")


setprofile = settrace


def stack_size(size=0, /):
    return 0
