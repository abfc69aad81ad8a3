"""Marks of what is to be measured. nbrun runs what is marked, and measures nothing: times are of no document."""

import contextlib
import enum

__all__ = ["ProfilerActivity", "profile", "record_function", "schedule", "tensorboard_trace_handler"]


class ProfilerActivity(enum.Enum):
    CPU = 0
    XPU = 1
    MTIA = 2
    CUDA = 3
    HPU = 4
    PrivateUse1 = 5


class record_function(contextlib.ContextDecorator):
    """Names a part of a program."""

    def __init__(self, name, args=None):
        self.name = name
        self.args = args

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


class profile:
    """Runs its block. Asking for what was measured raises."""

    def __init__(self, *, activities=None, schedule=None, on_trace_ready=None, record_shapes=False,
                 profile_memory=False, with_stack=False, with_flops=False, with_modules=False, **more):
        if on_trace_ready is not None:
            raise _unmeasured("torch.profiler.profile(on_trace_ready=...)")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def start(self):
        pass

    def stop(self):
        pass

    def step(self):
        pass

    def __getattr__(self, name):
        raise _unmeasured(f"torch.profiler.profile.{name}")


def _unmeasured(what):
    return NotImplementedError(f"{what} is not supported by nbrun, which measures no times of operators")


def schedule(*, wait, warmup, active, repeat=0, skip_first=0, skip_first_wait=0):
    raise _unmeasured("torch.profiler.schedule")


def tensorboard_trace_handler(dir_name, worker_name=None, use_gzip=False):
    raise _unmeasured("torch.profiler.tensorboard_trace_handler")
