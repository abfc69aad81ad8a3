import torch
from torch.utils import _pytree as pytree
t = {'a': [1, (2, 3)], 'b': None, 'c': torch.ones(1)}
leaves, spec = pytree.tree_flatten(t)
leaves
spec
pytree.tree_unflatten(leaves, spec)
pytree.tree_map(lambda x: x, t)
pytree.tree_leaves([1, {'a': 2}])
pytree.tree_map_only(int, lambda x: x + 1, [1, 'a', (2.0, 3)])
pytree.tree_structure([1, 2])
pytree.tree_all(lambda x: x > 0, [1, 2])
pytree.tree_any(lambda x: x > 1, [1, 2])
pytree.tree_map(lambda x, y: x + y, [1, 2], [3, 4])
spec.num_leaves
spec == pytree.tree_structure(t)
pytree.tree_unflatten([1], spec)
import collections
P = collections.namedtuple('P', 'x y')
pytree.tree_map(lambda x: x * 2, P(1, [2]))
pytree.tree_flatten(collections.OrderedDict(b=1, a=2))[0]
pytree.tree_map(str, collections.deque([1, 2]))
class Pt:

    def __init__(self, x, y):
        self.x = x
        self.y = y

pytree.register_pytree_node(Pt, lambda p: ([p.x, p.y], None), lambda c, _: Pt(*c))
pytree.tree_flatten(Pt(1, 2))[0]
pytree.tree_map(lambda v: v + 1, Pt(1, 2)).y
pytree.tree_flatten({'b': 1, 'a': 2})
pytree.tree_structure(collections.OrderedDict(b=1)), pytree.tree_structure(5), pytree.tree_structure([]), pytree.tree_structure((1,))
pytree.tree_map(lambda x, y: x, [1, 2], [1])
pytree.tree_map(lambda x, y: x, [1, 2], (1, 2))
pytree.tree_map(lambda x, y: x, {'a': 1}, {'b': 1})
pytree.tree_unflatten([1], 3)
pytree.tree_map_only(3, lambda x: x, [1])
pytree.register_pytree_node(list, 1, 2)
pytree.tree_flatten([1, [2]], is_leaf=lambda v: isinstance(v, list) and len(v) == 1)
list(pytree.tree_iter([1, 2])), pytree.tree_map_(lambda x: None, [1]), pytree.tree_map_only((int, str), str, [1, 'a', 2.])
pytree.tree_all_only(int, lambda x: x > 0, [1, 'a']), pytree.tree_any_only(int, lambda x: x > 1, [1, 'a'])
pytree.tree_structure([1, (2,)]).num_nodes, pytree.tree_structure([1, 2]).type, pytree.tree_structure([1, (2,)]).is_leaf()
