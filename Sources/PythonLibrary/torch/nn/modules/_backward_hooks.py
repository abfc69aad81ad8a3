"""Hooks on the gradients of modules: what a module takes and gives passes through a node that knows them."""

import warnings

import torch


class BackwardHookFunction(torch.autograd.Function):
    """The identity, as a node of its own."""

    @staticmethod
    def forward(ctx, *tensors):
        ctx.mark_non_differentiable(*(tensor for tensor in tensors if not tensor.requires_grad))
        return tensors

    @staticmethod
    def backward(ctx, *gradients):
        return gradients


def _pass_through(values, on_gradients):
    """The values with their tensors behind one node, whose gradients `on_gradients` sees; and where tensors stand.

    Nothing happens where no gradient will come.
    """
    places = [place for place, value in enumerate(values) if isinstance(value, torch.Tensor)]
    if not torch.is_grad_enabled() or not any(values[place].requires_grad for place in places):
        return values, None
    passed = BackwardHookFunction.apply(*(values[place] for place in places))
    node = next(tensor.grad_fn for tensor in passed if tensor.requires_grad)
    node.register_hook(on_gradients)
    changed = list(values)
    for place, tensor in zip(places, passed):
        changed[place] = tensor
    return tuple(changed), places


def _spread(gradients, places, count):
    """One gradient for each value, None for those that are no tensors."""
    whole = [None] * count
    for place, gradient in zip(places, gradients):
        whole[place] = gradient
    return tuple(whole)


def _changed_by(hook, arguments, before):
    """What a hook makes of gradients."""
    found = hook(*arguments)
    if found is None:
        return before
    if len(found) != len(before):
        raise RuntimeError(f"Backward hook returned an invalid number of grad_input, got {len(found)}, but expected "
                           f"{len(before)}")
    return found


class ModuleHooks:
    """One call of a module with hooks on its gradients."""

    def __init__(self, module, hooks, pre_hooks):
        self._module = module
        self._hooks = hooks
        self._pre_hooks = pre_hooks
        self._of_outputs = None

    def inputs(self, values):
        self._input_count = len(values)
        passed, self._input_places = _pass_through(values, self._reached_inputs)
        return passed

    def outputs(self, result):
        values = result if isinstance(result, tuple) else (result,)
        self._output_count = len(values)
        passed, self._output_places = _pass_through(values, self._reached_outputs)
        return passed if isinstance(result, tuple) else passed[0]

    def _reached_outputs(self, _, gradients):
        gradients = _spread(gradients, self._output_places, self._output_count)
        for hook in self._pre_hooks:
            gradients = _changed_by(hook, (self._module, gradients), gradients)
        self._of_outputs = gradients
        if self._input_places is None and self._hooks:
            warnings.warn("Full backward hook is firing when gradients are computed with respect to module outputs since "
                          "no inputs require gradients. See https://docs.pytorch.org/docs/main/generated/torch.nn."
                          "Module.html#torch.nn.Module.register_full_backward_hook for more details.", stacklevel=5)
            for hook in self._hooks:
                found = hook(self._module, (None,) * self._input_count, gradients)
                if found is not None and not (isinstance(found, tuple) and all(part is None for part in found)):
                    raise RuntimeError("Backward hook for Modules where no input requires gradient should always return "
                                       "None or None for all gradients.")
            self._of_outputs = None
        return tuple(gradients[place] for place in self._output_places)

    def _reached_inputs(self, gradients, _):
        if self._of_outputs is None:
            # The outputs took part in nothing that was differentiated.
            return None
        found = _spread(gradients, self._input_places, self._input_count)
        for hook in self._hooks:
            found = _changed_by(hook, (self._module, found, self._of_outputs), found)
        self._of_outputs = None
        return tuple(found[place] for place in self._input_places)


_PARTLY = ("Using a non-full backward hook when the forward contains multiple autograd Nodes is deprecated and will be "
           "removed in future versions. This hook will be missing some grad_input. Please use "
           "register_full_backward_hook to get the documented behavior.")


def watch_last_node(module, hooks, inputs, result):
    """Lets older hooks see the gradients of the node that made a module's result, whatever came before it."""
    last = result
    while not isinstance(last, torch.Tensor):
        if not isinstance(last, (dict, list, tuple)) or not last:
            return
        last = next(value for value in last.values() if isinstance(value, torch.Tensor)) if isinstance(last, dict) \
            else last[0]
    node = last.grad_fn
    if node is None:
        return
    before = {value.grad_fn for value in inputs if isinstance(value, torch.Tensor) and value.grad_fn is not None}
    if before != {following for following, _ in node.next_functions}:
        warnings.warn(_PARTLY, FutureWarning, stacklevel=4)
    for hook in hooks:
        node.register_hook(lambda of_inputs, of_outputs, hook=hook: hook(module, of_inputs, of_outputs))
