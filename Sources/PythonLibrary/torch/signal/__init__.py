"""Signals: the windows."""

from . import windows

__all__ = ["windows"]
