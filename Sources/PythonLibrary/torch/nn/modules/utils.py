"""Helpers for layers whose settings are one number or one per dimension."""

from collections.abc import Iterable


def repeated(value, count):
    """`value` as a tuple of `count`, unless it is a sequence already."""
    return tuple(value) if isinstance(value, Iterable) else (value,) * count


def consume_prefix_in_state_dict_if_present(state_dict, prefix):
    """Takes a prefix such as `module.` off the names of a state, where it stands."""
    for key in list(state_dict.keys()):
        if key.startswith(prefix):
            state_dict[key[len(prefix):]] = state_dict.pop(key)
    metadata = getattr(state_dict, "_metadata", None)
    if metadata is not None:
        for key in list(metadata.keys()):
            if key and (key == prefix.replace(".", "") or key.startswith(prefix)):
                metadata[key[len(prefix):]] = metadata.pop(key)
