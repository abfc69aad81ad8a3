"""Nested tuples, lists and dictionaries of values, taken apart and put together again."""

from torch import Size
from torch._C import _result_like


class Leaf:
    """The place of one value."""

    def __eq__(self, other):
        return isinstance(other, Leaf)

    def __repr__(self):
        return "*"


LEAF = Leaf()


class Branch:
    """A container: its kind, what it needs to be made again, and the shapes of its elements."""

    def __init__(self, kind, keys, children):
        self.kind, self.keys, self.children = kind, keys, children

    def __eq__(self, other):
        return (isinstance(other, Branch) and self.kind is other.kind and self.keys == other.keys
                and self.children == other.children)

    def __repr__(self):
        parts = [repr(child) for child in self.children]
        if self.keys is not None:
            return "{" + ", ".join(f"{key!r}: {part}" for key, part in zip(self.keys, parts)) + "}"
        if self.kind is list:
            return "[" + ", ".join(parts) + "]"
        return "(" + ", ".join(parts) + ("," if len(parts) == 1 else "") + ")"


def spec(shape, indent=0):
    """The long form of a shape's text."""
    if shape is LEAF:
        return "*"
    inside = (",\n" + " " * (indent + 2)).join(spec(child, indent + 2) for child in shape.children)
    context = shape.keys if shape.keys is not None else shape.kind if hasattr(shape.kind, "_fields") else None
    kind = "namedtuple" if hasattr(shape.kind, "_fields") else shape.kind.__name__
    return f"TreeSpec({kind}, {context}, [{inside}])"


def flatten(tree):
    """The values of a tree in order, and its shape."""
    leaves = []
    return leaves, _shape(tree, leaves)


def _shape(tree, leaves):
    if isinstance(tree, dict):
        keys = list(tree)
        return Branch(type(tree), keys, [_shape(tree[key], leaves) for key in keys])
    if type(tree) is Size:
        tree = tuple(tree)
    if type(tree).__module__ == "torch.return_types":
        return Branch(tree, None, [_shape(child, leaves) for child in tree])
    if type(tree) in (tuple, list) or isinstance(tree, tuple) and hasattr(tree, "_fields"):
        return Branch(type(tree), None, [_shape(child, leaves) for child in tree])
    leaves.append(tree)
    return LEAF


def unflatten(leaves, shape):
    """The tree of a shape with these values."""
    return _build(iter(leaves), shape)


def _build(leaves, shape):
    if shape is LEAF:
        return next(leaves)
    children = [_build(leaves, child) for child in shape.children]
    if shape.keys is not None:
        return shape.kind(zip(shape.keys, children))
    if hasattr(shape.kind, "_fields"):
        return shape.kind(*children)
    if isinstance(shape.kind, tuple):
        return _result_like(shape.kind, children)
    return shape.kind(children)


def broadcast(prefix, shape):
    """A tree whose leaves stand for whole branches of `shape`, one leaf for each of its values; None if it does not
    fit."""
    if type(prefix) not in (tuple, list, dict):
        return [prefix] * _count(shape)
    if shape is LEAF or type(prefix) is not shape.kind or len(prefix) != len(shape.children):
        return None
    if shape.keys is not None:
        if list(prefix) != shape.keys:
            return None
        prefix = [prefix[key] for key in shape.keys]
    result = []
    for part, child in zip(prefix, shape.children):
        found = broadcast(part, child)
        if found is None:
            return None
        result += found
    return result


def _count(shape):
    return 1 if shape is LEAF else sum(_count(child) for child in shape.children)


def map(function, tree):
    """The tree of the function's values."""
    leaves, shape = flatten(tree)
    return unflatten([function(leaf) for leaf in leaves], shape)
