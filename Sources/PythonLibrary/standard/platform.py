"""What a document runs on: not the machine, of which nothing is told."""

import sys

__all__ = ["system", "machine", "platform", "node", "release", "version", "processor", "python_version", "uname"]


def system():
    return "nbrun"


def machine():
    return ""


node = release = version = processor = machine


def platform(aliased=False, terse=False):
    return system()


def architecture(executable="", bits="", linkage=""):
    return bits or "64bit", linkage


def python_version():
    return ".".join(map(str, sys.version_info[:3]))


def python_version_tuple():
    return tuple(python_version().split("."))


def python_implementation():
    return "nbrun"


def python_compiler():
    return ""


def python_build():
    return "", ""


def uname():
    from collections import namedtuple
    kind = namedtuple("uname_result", "system node release version machine processor", module="platform")
    return kind(system(), "", "", "", "", "")
