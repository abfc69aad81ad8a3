"""Marks of what is to be measured. nbrun runs what is marked, and measures nothing: asking for a measurement raises."""

import contextlib
import enum

__all__ = ["ProfilerActivity", "profile", "record_function", "schedule", "supported_activities",
           "tensorboard_trace_handler"]


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


def _unmeasured(what):
    return NotImplementedError(f"{what} is not supported by nbrun, which measures no operators; time.perf_counter() and "
                               "torch.utils.benchmark.Timer measure programs")


def _refusal(name):
    def refuse(*args, **kwargs):
        raise _unmeasured(f"torch.profiler.{name}")

    return refuse


class profile:
    """A block that runs like any other."""

    def __init__(self, *, activities=None, schedule=None, on_trace_ready=None, record_shapes=False,
                 profile_memory=False, with_stack=False, with_flops=False, with_modules=False):
        if on_trace_ready is not None:
            raise _unmeasured("torch.profiler.profile(on_trace_ready=...)")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def start(self):
        """Nothing is measured from here."""

    def stop(self):
        """Nothing was measured up to here."""

    def step(self):
        """Ends a step of a schedule, of which there are none."""


for _name in ("add_metadata", "add_metadata_json", "events", "export_chrome_trace", "export_memory_timeline",
              "export_stacks", "get_trace_id", "key_averages", "preset_metadata_json", "toggle_collection_dynamic"):
    setattr(profile, _name, _refusal(f"profile.{_name}"))

schedule = _refusal("schedule")
tensorboard_trace_handler = _refusal("tensorboard_trace_handler")
supported_activities = _refusal("supported_activities")
