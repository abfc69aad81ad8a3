"""Modules as functions of their parameters."""

import torch


def _owner(module, path):
    *parents, name = path.split(".")
    for parent in parents:
        module = getattr(module, parent)
    return module, name


def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    """Calls a module with other parameters and buffers than its own."""
    if isinstance(parameter_and_buffer_dicts, dict):
        values = dict(parameter_and_buffer_dicts)
    elif isinstance(parameter_and_buffer_dicts, (list, tuple)):
        values = {}
        repeated = []
        for part in parameter_and_buffer_dicts:
            if not isinstance(part, dict):
                raise ValueError("Expected all elements of parameter_and_buffer_dicts to be dictionaries")
            repeated += [key for key in part if key in values and key not in repeated]
            values.update(part)
        if repeated:
            raise ValueError(
                f"{repeated} appeared in multiple dictionaries; behavior of functional call is ambiguous")
    else:
        raise ValueError(
            "Expected parameter_and_buffer_dicts to be a dict, or a list/tuple of dicts, but got "
            f"{type(parameter_and_buffer_dicts)}")

    own = {}
    for name, tensor in list(module.named_parameters(remove_duplicate=False)) + list(
            module.named_buffers(remove_duplicate=False)):
        own[name] = tensor
    unknown = [name for name in values if name not in own]
    missing = [name for name in own if name not in values]
    if strict and (unknown or missing):
        messages = []
        if unknown:
            messages.append("Unexpected key(s): " + ", ".join(repr(name) for name in sorted(unknown)) + ".")
        if missing:
            messages.append("Missing key(s): " + ", ".join(repr(name) for name in sorted(missing)) + ".")
        raise RuntimeError(f"Error(s) in reparametrizing for {type(module).__name__}:\n\t" + "\n\t".join(messages))
    for name in unknown:
        # A name that a module does not use changes nothing; the module has to be there.
        module.get_submodule(name.rpartition(".")[0])
        del values[name]
    for tensor in values.values():
        if not isinstance(tensor, torch.Tensor):
            raise TypeError(f"{tensor} is not an instance of torch.Tensor")
    if tie_weights:
        # One parameter under several names is replaced everywhere, by one value.
        tied = {}
        for name in values:
            tied.setdefault(id(own[name]), []).append(name)
        for names in tied.values():
            if any(values[name] is not values[names[0]] for name in names):
                raise ValueError(f"functional_call got multiple values for keys {sorted(names)}, which are tied. Consider "
                                 "using tie_weights=False")
        for name in missing:
            for given, tensor in list(values.items()):
                if own[given] is own[name]:
                    values[name] = tensor
                    break

    places = []
    try:
        for name, tensor in values.items():
            owner, last = _owner(module, name)
            table = owner._parameters if last in owner._parameters else owner._buffers
            places.append((table, last, table[last]))
            table[last] = tensor
        if args is None:
            args = ()
        elif not isinstance(args, tuple):
            args = (args,)
        return module(*args, **(kwargs or {}))
    finally:
        for table, last, tensor in reversed(places):
            table[last] = tensor


def stack_module_state(models):
    """The parameters and the buffers of several modules of one class, stacked by name."""
    models = list(models)
    if not models:
        raise RuntimeError("stack_module_state: Expected at least one model, got 0.")
    if len({model.training for model in models}) > 1:
        raise RuntimeError("stack_module_state: Expected all models to have the same training/eval mode.")
    if any(type(model) is not type(models[0]) for model in models):
        raise RuntimeError("stack_module_state: Expected all models to be of the same class.")
    return (_stacked([dict(model.named_parameters()) for model in models]),
            _stacked([dict(model.named_buffers()) for model in models]))


def _stacked(states):
    result = {}
    for name in states[0]:
        tensors = [state[name] for state in states]
        requires_grad = tensors[0].requires_grad
        if any(tensor.requires_grad != requires_grad for tensor in tensors):
            raise RuntimeError(f"Expected {name} from each model to have the same .requires_grad")
        stacked = torch.stack(tensors)
        result[name] = stacked.detach().requires_grad_() if requires_grad else stacked
    return result
