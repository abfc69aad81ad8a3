"""Helpers for layers whose settings are one number or one per dimension."""

from collections.abc import Iterable


def repeated(value, count):
    """`value` as a tuple of `count`, unless it is a sequence already."""
    return tuple(value) if isinstance(value, Iterable) else (value,) * count
