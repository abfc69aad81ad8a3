"""Nodes of the graph, and what may be hooked into it."""

import collections

import torch
from torch._C import Node

__all__ = ["Node", "GradientEdge", "allow_mutation_on_saved_tensors", "disable_saved_tensors_hooks", "get_gradient_edge",
           "increment_version", "register_multi_grad_hook", "save_on_cpu", "saved_tensors_hooks"]


def __getattr__(name):
    raise torch._C._missing("torch.autograd.graph", name, __all__)


class saved_tensors_hooks:
    """Keeps what the pack hook makes of tensors that are saved for a derivative, and unpacks it when it is needed."""

    def __init__(self, pack_hook, unpack_hook):
        self.pack_hook, self.unpack_hook = pack_hook, unpack_hook

    def __enter__(self):
        torch._C._push_saved_tensors_hooks(self.pack_hook, self.unpack_hook)

    def __exit__(self, *exception):
        torch._C._pop_saved_tensors_hooks()


class save_on_cpu(saved_tensors_hooks):
    """Keeps copies in the memory of the processor, where all tensors are already."""

    def __init__(self, pin_memory=False, device_type="cuda"):
        super().__init__(lambda tensor: (tensor.device, tensor.clone()), lambda packed: packed[1])


class _AllowMutationOnSavedContext:
    """What `allow_mutation_on_saved_tensors` gives to its block."""


class allow_mutation_on_saved_tensors(saved_tensors_hooks):
    """Inside its block tensors may be written to that are saved for a derivative: copies are saved."""

    _open = []

    def __init__(self):
        super().__init__(lambda tensor: tensor.clone(), self._unpack)

    def _unpack(self, tensor):
        assert self in self._open, (
            "Trying to backward outside of the 'allow_mutation_on_saved_tensors' contextin which the graph was "
            "originally recorded.")
        return tensor

    def __enter__(self):
        if self._open:
            raise RuntimeError("allow_mutation_on_saved_tensors contexts cannot be nested")
        self._open.append(self)
        super().__enter__()
        return _AllowMutationOnSavedContext()

    def __exit__(self, *exception):
        self._open.remove(self)
        super().__exit__(*exception)


class disable_saved_tensors_hooks:
    """Refuses hooks of saved tensors with a message."""

    def __init__(self, error_message):
        self._message = error_message

    def __enter__(self):
        self._before = torch._C._refuse_saved_tensors_hooks(self._message)

    def __exit__(self, *exception):
        torch._C._refuse_saved_tensors_hooks(self._before)


GradientEdge = collections.namedtuple("GradientEdge", ["node", "output_nr", "ownership_token"], defaults=[None])


def get_gradient_edge(tensor):
    """The node a tensor's gradient flows to, and which of its gradients it is."""
    if not tensor.requires_grad:
        raise RuntimeError(
            "It is not possible to get the gradient edge for a Tensor that does not require gradients")
    node, number = torch._C._grad_node(tensor)
    return GradientEdge(node, number, None)


def increment_version(tensor):
    """Says that a tensor was written to in a way nobody could see."""
    for each in (tensor,) if isinstance(tensor, torch.Tensor) else tensor:
        with torch.no_grad():
            each.detach().add_(0)


class _MultiHandle:
    def __init__(self, handles):
        self._handles = handles

    def remove(self):
        """Takes the hooks away."""
        for handle in self._handles:
            handle.remove()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.remove()


def register_multi_grad_hook(tensors, fn, *, mode="all"):
    """Calls fn in each backward pass: when the gradients of all tensors that it comes to have arrived, or the first
    one has."""
    if mode not in ("all", "any"):
        raise ValueError(f"Expects mode to be one of ('all', 'any') but got {mode}")
    tensors = list(tensors)
    hooks = _hooks_of_all(tensors, fn) if mode == "all" else _hooks_of_any(tensors, fn)
    return _MultiHandle(hooks)


def _hooks_of_any(tensors, fn):
    passes = set()

    def hook(gradient):
        number = torch._C._current_graph_task_id()
        if number not in passes:
            passes.add(number)
            fn(gradient)

    return [tensor.register_hook(hook) for tensor in tensors if tensor.requires_grad]


def _hooks_of_all(tensors, fn):
    nodes = [torch._C._grad_node(tensor)[0] for tensor in tensors]
    # For each pass that runs: how many gradients are still to come, and those that came.
    passes = {}

    def hook(index, gradient):
        number = torch._C._current_graph_task_id()
        if number not in passes:
            passes[number] = [sum(map(torch._C._will_engine_execute_node, nodes)), [None] * len(tensors)]
        state = passes[number]
        state[0] -= 1
        state[1][index] = gradient
        if state[0] == 0:
            del passes[number]
            fn(state[1])

    def registered(index):
        return tensors[index].register_hook(lambda gradient: hook(index, gradient))

    return [registered(index) for index in range(len(tensors))]
