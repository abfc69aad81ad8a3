"""The default generator of random numbers and its state."""

import contextlib

import torch
from torch import Generator, default_generator, get_rng_state, initial_seed, manual_seed, seed, set_rng_state

__all__ = ["set_rng_state", "get_rng_state", "manual_seed", "seed", "initial_seed", "fork_rng", "thread_safe_generator"]


@contextlib.contextmanager
def fork_rng(devices=None, enabled=True, _caller="fork_rng", _devices_kw="devices", device_type=None):
    """Runs a block and puts the generator back to where it was before. There are no other devices here."""
    if not enabled:
        yield
        return
    state = torch.get_rng_state()
    try:
        yield
    finally:
        torch.set_rng_state(state)


def thread_safe_generator():
    """The generator of the worker that asks; None in the process that has no workers."""
    return None
