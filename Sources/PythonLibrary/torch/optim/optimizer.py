"""What all optimizers have in common: groups of parameters with their settings, and a state per parameter."""

from collections import OrderedDict, defaultdict
from copy import deepcopy
import functools
import warnings

import torch


class _Required:
    def __repr__(self):
        return "<required parameter>"


required = _Required()


def _between_hooks(step):
    """A `step` that counts, and calls what was registered before and after it."""

    @functools.wraps(step)
    def counted(self, *args, **kwargs):
        if self._is_stepping:
            # A subclass has called the step of its base.
            return step(self, *args, **kwargs)
        if self._optimizer_step_pre_hooks:
            for hook in list(self._optimizer_step_pre_hooks.values()):
                changed = hook(self, (self, *args), kwargs)
                if changed is None:
                    continue
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"{step} must return None or a tuple of (new_args, new_kwargs), but got {changed}.")
                (_, *args), kwargs = changed
        if self._is_scheduled:
            self._opt_called = True
        self._is_stepping = True
        try:
            result = step(self, *args, **kwargs)
        finally:
            self._is_stepping = False
        if self._optimizer_step_post_hooks:
            for hook in list(self._optimizer_step_post_hooks.values()):
                hook(self, (self, *args), kwargs)
        return result

    return counted


class Optimizer:
    # Whether a schedule was made for it, and whether it has made a step since.
    _is_scheduled = False
    _opt_called = False
    _is_stepping = False

    # What a step of this kind keeps besides the parameters, as the error for graphs of CUDA names it.
    _captured = "params and state_steps"
    _capture_devices = "['cuda', 'xpu', 'hpu', 'privateuseone', 'xla']"

    # Whether a step knows gradients that name the rows they reach, and what it says if not.
    _takes_sparse = False
    _sparse_refusal = None

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "step" in cls.__dict__:
            cls.step = _between_hooks(cls.__dict__["step"])

    def __init__(self, params, defaults):
        self.defaults = defaults
        self._optimizer_step_pre_hooks = OrderedDict()
        self._optimizer_step_post_hooks = OrderedDict()
        self._optimizer_state_dict_pre_hooks = OrderedDict()
        self._optimizer_state_dict_post_hooks = OrderedDict()
        self._optimizer_load_state_dict_pre_hooks = OrderedDict()
        self._optimizer_load_state_dict_post_hooks = OrderedDict()
        if isinstance(params, torch.Tensor):
            raise TypeError("params argument given to the optimizer should be an iterable of Tensors or dicts, but got "
                            + torch.typename(params))
        self.state = defaultdict(dict)
        self.param_groups = []
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(group)

    def __repr__(self):
        text = type(self).__name__ + " ("
        for index, group in enumerate(self.param_groups):
            text += f"\nParameter Group {index}\n"
            for key in sorted(group):
                if key != "params":
                    text += f"    {key}: {group[key]}\n"
        return text + ")"

    def add_param_group(self, param_group):
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        params = param_group["params"]
        if isinstance(params, torch.Tensor):
            params = [params]
        elif isinstance(params, set):
            raise TypeError("optimizer parameters need to be organized in ordered collections, but the ordering of "
                            "tensors in sets will change between runs. Please use a list instead.")
        params = list(params)
        names = [p[0] for p in params if isinstance(p, tuple)]
        params = [p[1] if isinstance(p, tuple) else p for p in params]
        param_group["params"] = params
        if names:
            if len(names) != len(params):
                raise ValueError("all optimizer params should be with/without names. Some param names are missing")
            param_group["param_names"] = names
        for param in params:
            if not isinstance(param, torch.Tensor):
                raise TypeError("optimizer can only optimize Tensors, but one of the params is "
                                + torch.typename(param))
            if not self.defaults.get("differentiable") and not param.is_leaf and not param.retains_grad:
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError(f"parameter group didn't specify a value of required optimization parameter {name}")
            param_group.setdefault(name, default)
        if len(params) != len(set(params)):
            warnings.warn("optimizer contains a parameter group with duplicate parameters; in future, this will cause an "
                          "error; see github.com/pytorch/pytorch/issues/40967 for more information", stacklevel=3)
        is_named = "param_names" in param_group
        if self.param_groups and is_named != ("param_names" in self.param_groups[0]):
            raise ValueError("all optimizer param groups should be with/without names. cannot add param group "
                             f"{'with' if is_named else 'without'} names to the optimizer")
        held = set()
        for group in self.param_groups:
            held.update(group["params"])
        if not held.isdisjoint(params):
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none=True):
        for group in self.param_groups:
            if set_to_none and torch._C._clear_grads(group["params"]):
                continue
            for param in group["params"]:
                if param.grad is None:
                    continue
                if set_to_none:
                    param.grad = None
                else:
                    param.grad.detach_()
                    param.grad.zero_()

    def step(self, closure=None):
        if (self._optimizer_step_pre_hooks or self._optimizer_step_post_hooks) and not self._is_stepping:
            return self._step_between_hooks() if closure is None else self._step_between_hooks(closure)
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        if self._is_scheduled:
            self._opt_called = True
        # Whoever differentiates through a step wants its operations recorded.
        with torch.enable_grad() if self.defaults.get("differentiable") else torch.no_grad():
            for group in self.param_groups:
                if group.get("capturable"):
                    raise AssertionError(f"If capturable=True, {self._captured} must be on supported devices: "
                                         f"{self._capture_devices}.")
                if group.get("differentiable") or not self._update_group(group):
                    self._update_each(group)
        return loss

    _step_between_hooks = _between_hooks(step)

    def _update_group(self, group):
        """Changes all parameters of a group at once, if an optimizer knows how; else says that it has not."""
        return False

    def _update_each(self, group):
        """Changes the parameters of a group one by one."""
        for param in group["params"]:
            if param.grad is not None:
                if param.grad.is_sparse and not self._takes_sparse:
                    raise RuntimeError(f"{self._sparse_refusal or type(self).__name__ + ' does not support sparse gradients'}")
                grad = -param.grad if group.get("maximize") else param.grad
                self._update(param, grad, self.state[param], group)

    def _update(self, param, grad, state, group):
        """Changes one parameter in place by its gradient. Every optimizer says how."""
        raise NotImplementedError

    @staticmethod
    def _register(table, hook, prepend=False):
        handle = torch.utils.hooks.RemovableHandle(table)
        table[handle.id] = hook
        if prepend:
            table.move_to_end(handle.id, last=False)
        return handle

    def register_step_pre_hook(self, hook):
        return self._register(self._optimizer_step_pre_hooks, hook)

    def register_step_post_hook(self, hook):
        return self._register(self._optimizer_step_post_hooks, hook)

    def register_state_dict_pre_hook(self, hook, prepend=False):
        return self._register(self._optimizer_state_dict_pre_hooks, hook, prepend)

    def register_state_dict_post_hook(self, hook, prepend=False):
        return self._register(self._optimizer_state_dict_post_hooks, hook, prepend)

    def register_load_state_dict_pre_hook(self, hook, prepend=False):
        return self._register(self._optimizer_load_state_dict_pre_hooks, hook, prepend)

    def register_load_state_dict_post_hook(self, hook, prepend=False):
        return self._register(self._optimizer_load_state_dict_post_hooks, hook, prepend)

    def state_dict(self):
        for hook in list(self._optimizer_state_dict_pre_hooks.values()):
            hook(self)
        numbers = {}
        groups = []
        for group in self.param_groups:
            packed = {key: value for key, value in group.items() if key != "params"}
            for param in group["params"]:
                numbers.setdefault(id(param), len(numbers))
            packed["params"] = [numbers[id(param)] for param in group["params"]]
            groups.append(packed)
        state = {numbers[id(param)]: value for param, value in self.state.items()}
        result = {"state": state, "param_groups": groups}
        for hook in list(self._optimizer_state_dict_post_hooks.values()):
            changed = hook(self, result)
            if changed is not None:
                result = changed
        return result

    def load_state_dict(self, state_dict):
        state_dict = state_dict.copy()
        for hook in list(self._optimizer_load_state_dict_pre_hooks.values()):
            changed = hook(self, state_dict)
            if changed is not None:
                state_dict = changed
        groups = deepcopy(state_dict["param_groups"])
        if len(groups) != len(self.param_groups):
            raise ValueError("loaded state dict has a different number of parameter groups")
        for own, given in zip(self.param_groups, groups):
            if len(own["params"]) != len(given["params"]):
                raise ValueError(
                    "loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
        params = {}
        for own, given in zip(self.param_groups, groups):
            for param, number in zip(own["params"], given["params"]):
                params[number] = param
        self.state = defaultdict(dict)
        for number, value in state_dict["state"].items():
            self.state[params[number]] = deepcopy(value)
        for own, given in zip(self.param_groups, groups):
            given["params"] = own["params"]
            if "param_names" in own:
                given["param_names"] = own["param_names"]
        self.param_groups = groups
        for hook in list(self._optimizer_load_state_dict_post_hooks.values()):
            hook(self)


def check_not_negative(name, value):
    if isinstance(value, torch.Tensor):
        return
    if value < 0.0:
        raise ValueError(f"Invalid {name}: {value}")


def check_betas(betas):
    for index, beta in enumerate(betas[:2]):
        if not 0.0 <= beta < 1.0:
            raise ValueError(f"Invalid beta parameter at index {index}: {beta}")


def check_tensor_rate(lr, foreach=None, capturable=False):
    """Refuses learning rates in tensors that no step can use."""
    if not isinstance(lr, torch.Tensor):
        return
    if foreach and not capturable:
        raise ValueError("lr as a Tensor is not supported for capturable=False and foreach=True")
    if lr.numel() != 1:
        raise ValueError("Tensor lr must be 1-element")


def check_fused(foreach, fused):
    if foreach and fused:
        raise RuntimeError("`fused` and `foreach` cannot be `True` together.")
