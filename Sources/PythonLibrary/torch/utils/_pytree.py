"""Nested containers of values, taken apart and put together again."""

import collections

import torch

__all__ = ["PyTree", "TreeSpec", "register_pytree_node", "tree_all", "tree_all_only", "tree_any", "tree_any_only",
           "tree_flatten", "tree_is_leaf", "tree_iter", "tree_leaves", "tree_map", "tree_map_", "tree_map_only",
           "tree_map_only_", "tree_structure", "tree_unflatten"]

PyTree = object


def __getattr__(name):
    raise torch._C._missing("torch.utils._pytree", name, __all__)


def _is_namedtuple(value):
    return isinstance(value, tuple) and hasattr(value, "_fields") and type(value) is not tuple


class _Kind:
    """How a container is taken apart and made again."""

    def __init__(self, flatten, unflatten):
        self.flatten, self.unflatten = flatten, unflatten


def _dict_parts(value):
    return list(value.values()), list(value.keys())


def _default_dict(children, context):
    factory, keys = context
    return collections.defaultdict(factory, zip(keys, children))


_NAMED_TUPLE = _Kind(lambda value: (list(value), type(value)), lambda children, kind: kind(*children))
_kinds = {
    list: _Kind(lambda value: (list(value), None), lambda children, _: list(children)),
    tuple: _Kind(lambda value: (list(value), None), lambda children, _: tuple(children)),
    dict: _Kind(_dict_parts, lambda children, keys: dict(zip(keys, children))),
    collections.OrderedDict: _Kind(
        _dict_parts, lambda children, keys: collections.OrderedDict(zip(keys, children))),
    collections.defaultdict: _Kind(
        lambda value: (list(value.values()), [value.default_factory, list(value.keys())]), _default_dict),
    collections.deque: _Kind(
        lambda value: (list(value), value.maxlen), lambda children, length: collections.deque(children, length)),
    collections.namedtuple: _NAMED_TUPLE,
}


def _kind_of(value):
    return collections.namedtuple if _is_namedtuple(value) else type(value)


def register_pytree_node(cls, flatten_fn, unflatten_fn, **names):
    """Says how values of a class are taken apart (children and context) and made again."""
    if cls in _kinds:
        raise ValueError(f"{cls} is already registered as pytree node.")
    _kinds[cls] = _Kind(flatten_fn, unflatten_fn)


class TreeSpec:
    """The shape of a tree: which containers lie in which."""

    def __init__(self, type, context, children):
        self.type, self.context, self._children = type, context, list(children)
        self.num_children = len(self._children)
        self.num_leaves = 1 if type is None else sum(child.num_leaves for child in self._children)
        self.num_nodes = 1 + sum(child.num_nodes for child in self._children)

    def is_leaf(self):
        """Whether this is the place of a value."""
        return self.type is None

    def children(self):
        """The shapes of the elements."""
        return list(self._children)

    def child(self, index):
        """The shape of an element."""
        return self._children[index]

    def __eq__(self, other):
        if not isinstance(other, TreeSpec):
            return NotImplemented
        return (self.type, self.context, self._children) == (other.type, other.context, other._children)

    def __hash__(self):
        return hash((self.type, repr(self.context), tuple(self._children)))

    def __repr__(self):
        return self._text(0)

    def _text(self, indent):
        if self.type is None:
            return "*"
        parts = [child._text(indent + 2) for child in self._children]
        inside = (",\n" + " " * (indent + 2)).join(parts)
        return f"TreeSpec({self.type.__name__}, {self.context}, [{inside}])"

    def unflatten(self, leaves):
        """The tree of this shape with these values."""
        leaves = leaves if isinstance(leaves, (list, tuple)) else list(leaves)
        if len(leaves) != self.num_leaves:
            raise ValueError(f"treespec.unflatten(leaves): `leaves` has length {len(leaves)} but the spec refers to a "
                             f"pytree that holds {self.num_leaves} items ({self}).")
        return self._built(iter(leaves))

    def _built(self, leaves):
        if self.type is None:
            return next(leaves)
        return _kinds[self.type].unflatten([child._built(leaves) for child in self._children], self.context)

    def flatten_up_to(self, tree):
        """What stands in a tree where this shape has its values."""
        found = []
        self._collect(tree, found)
        return found

    def _collect(self, tree, found):
        if self.type is None:
            found.append(tree)
            return
        kind = _kind_of(tree)
        if kind is not self.type and not {kind, self.type} <= {dict, collections.OrderedDict, collections.defaultdict}:
            raise ValueError(f"Node type mismatch; expected {self.type!r}, but got {kind!r}.")
        children, context = _kinds[kind].flatten(tree)
        if len(children) != self.num_children:
            raise ValueError(f"Node arity mismatch; expected {self.num_children}, but got {len(children)}.")
        if isinstance(tree, dict):
            expected = self.context[1] if self.type is collections.defaultdict else self.context
            missing, extra = set(expected) - set(tree), set(tree) - set(expected)
            if missing or extra:
                text = (f"; missing key(s): {missing}" if missing else "") + (f"; extra key(s): {extra}" if extra else "")
                raise ValueError(f"Node keys mismatch{text}.")
            children = [tree[key] for key in expected]
        elif context != self.context and self.type is not collections.deque:
            raise ValueError(
                f"Node context mismatch for custom node type {self.type!r}; expected {self.context!r}, but got {context!r}.")
        for child, value in zip(self._children, children):
            child._collect(value, found)


_LEAF = TreeSpec(None, None, [])


def tree_is_leaf(tree, is_leaf=None):
    """Whether a value is no container, or is said to be none."""
    return is_leaf is not None and bool(is_leaf(tree)) or _kind_of(tree) not in _kinds


def _flatten(tree, leaves, is_leaf):
    if tree_is_leaf(tree, is_leaf):
        leaves.append(tree)
        return _LEAF
    kind = _kind_of(tree)
    children, context = _kinds[kind].flatten(tree)
    return TreeSpec(kind, context, [_flatten(child, leaves, is_leaf) for child in children])


def tree_flatten(tree, is_leaf=None):
    """The values of a tree in order, and its shape."""
    leaves = []
    return leaves, _flatten(tree, leaves, is_leaf)


def tree_unflatten(leaves, treespec):
    """The tree of a shape with these values."""
    if not isinstance(treespec, TreeSpec):
        raise TypeError("Expected `treespec` to be an instance of PyTreeSpec but got item of type "
                        f"{type(treespec)}.")
    return treespec.unflatten(leaves)


def tree_leaves(tree, is_leaf=None):
    """The values of a tree in order."""
    return tree_flatten(tree, is_leaf)[0]


def tree_iter(tree, is_leaf=None):
    """The values of a tree, one after the other."""
    return iter(tree_leaves(tree, is_leaf))


def tree_structure(tree, is_leaf=None):
    """The shape of a tree."""
    return tree_flatten(tree, is_leaf)[1]


def tree_map(func, tree, *rests, is_leaf=None):
    """The tree of what a function gives for the values that stand in the same place of all trees."""
    leaves, spec = tree_flatten(tree, is_leaf)
    return spec.unflatten([func(*values) for values in zip(leaves, *[spec.flatten_up_to(rest) for rest in rests])])


def tree_map_(func, tree, *rests, is_leaf=None):
    """Calls a function for the values; the tree stays what it is."""
    tree_map(func, tree, *rests, is_leaf=is_leaf)
    return tree


def _only(condition):
    if isinstance(condition, (type, tuple)):
        return lambda value: isinstance(value, condition)
    if callable(condition):
        return condition
    raise TypeError("Argument must be a type, a tuple of types, or a callable.")


def tree_map_only(type_or_types_or_pred, func, tree, is_leaf=None):
    """The tree in which a function changed the values of some types."""
    test = _only(type_or_types_or_pred)
    return tree_map(lambda value: func(value) if test(value) else value, tree, is_leaf=is_leaf)


def tree_map_only_(type_or_types_or_pred, func, tree, is_leaf=None):
    """Calls a function for the values of some types; the tree stays what it is."""
    tree_map_only(type_or_types_or_pred, func, tree, is_leaf)
    return tree


def tree_all(pred, tree, is_leaf=None):
    """Whether all values pass."""
    return all(map(pred, tree_iter(tree, is_leaf)))


def tree_any(pred, tree, is_leaf=None):
    """Whether a value passes."""
    return any(map(pred, tree_iter(tree, is_leaf)))


def tree_all_only(type_or_types, pred, tree, is_leaf=None):
    """Whether all values of some types pass."""
    return all(pred(value) for value in tree_iter(tree, is_leaf) if isinstance(value, type_or_types))


def tree_any_only(type_or_types, pred, tree, is_leaf=None):
    """Whether a value of some types passes."""
    return any(pred(value) for value in tree_iter(tree, is_leaf) if isinstance(value, type_or_types))
