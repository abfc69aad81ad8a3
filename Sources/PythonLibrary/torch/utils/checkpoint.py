"""Forward computations that are done again instead of remembered."""

import contextlib
import warnings

import torch

__all__ = ["checkpoint", "checkpoint_sequential", "CheckpointError", "CheckpointFunction", "noop_context_fn",
           "set_checkpoint_debug_enabled", "set_checkpoint_early_stop"]

_early_stop = True


class set_checkpoint_early_stop:
    """Inside its block, computing again ends as soon as all is there that is needed; or not."""

    def __init__(self, enable):
        self._enable = enable

    def __enter__(self):
        global _early_stop
        self._before, _early_stop = _early_stop, self._enable

    def __exit__(self, *exception):
        global _early_stop
        _early_stop = self._before


class set_checkpoint_debug_enabled:
    """Inside its block, errors could show where they come from; nbrun has no more to show."""

    def __init__(self, enabled):
        if enabled:
            raise NotImplementedError("set_checkpoint_debug_enabled(True) is not supported by nbrun; the nearest is None")

    def __enter__(self):
        return None

    def __exit__(self, *exception):
        return None


def noop_context_fn():
    """Two contexts that do nothing."""
    return contextlib.nullcontext(), contextlib.nullcontext()


class CheckpointError(RuntimeError):
    """The second computation saved other tensors than the first."""


class CheckpointFunction(torch.autograd.Function):
    """The whole computation as one node."""

    @staticmethod
    def forward(ctx, function, preserve_rng_state, *args):
        ctx.function = function
        ctx.state = torch.get_rng_state() if preserve_rng_state else None
        ctx.args = list(args)
        ctx.places = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)]
        ctx.save_for_backward(*[args[i] for i in ctx.places])
        with torch.no_grad():
            return function(*args)

    @staticmethod
    def backward(ctx, *grads):
        if not torch._C._is_checkpoint_valid():
            raise RuntimeError(
                "When use_reentrant=True, torch.utils.checkpoint is incompatible with .grad() or passing an `inputs` "
                "parameter to .backward(). To resolve this error, you can either set use_reentrant=False, or call "
                ".backward() without passing the `inputs` argument.")
        args = list(ctx.args)
        for place, tensor in zip(ctx.places, ctx.saved_tensors):
            args[place] = tensor.detach().requires_grad_(tensor.requires_grad)
        with _Again(ctx.state), torch.enable_grad():
            outputs = ctx.function(*args)
        outputs = outputs if isinstance(outputs, tuple) else (outputs,)
        pairs = [(o, g) for o, g in zip(outputs, grads) if isinstance(o, torch.Tensor) and o.requires_grad]
        if not pairs:
            raise RuntimeError("none of output has requires_grad=True, this checkpoint() is not necessary")
        torch.autograd.backward([o for o, _ in pairs], [g for _, g in pairs])
        return (None, None) + tuple(arg.grad if isinstance(arg, torch.Tensor) else None for arg in args)


class _Again:
    """The random state of the first computation, for the length of the second."""

    def __init__(self, state):
        self._state = state

    def __enter__(self):
        if self._state is not None:
            self._now = torch.get_rng_state()
            torch.set_rng_state(self._state)

    def __exit__(self, *exception):
        if self._state is not None:
            torch.set_rng_state(self._now)


class _Enough(Exception):
    """All that is needed was computed again."""


class _Frame:
    """What one call without reentrance saves: nothing but numbers, until the first tensor is needed again."""

    def __init__(self, function, args, kwargs, state, again, early_stop, compares):
        self._call = function, args, kwargs
        self._state, self._again, self._early_stop, self._compares = state, again, early_stop, compares
        self._metadata = []
        self._tensors = None

    def pack(self, tensor):
        self._metadata.append({"shape": tensor.shape, "dtype": tensor.dtype, "device": tensor.device})
        return len(self._metadata) - 1

    def unpack(self, number):
        if self._tensors is None:
            self._compute()
        tensor = self._tensors.pop(number, None)
        if tensor is None:
            # Needed once more: the graph was kept.
            self._compute()
            tensor = self._tensors.pop(number)
        return tensor

    def _compute(self):
        saved, count = [], len(self._metadata)

        def pack(tensor):
            if len(saved) >= count:
                raise CheckpointError("torch.utils.checkpoint: trying to save more tensors during recomputation than "
                                      "during the original forward pass.")
            saved.append(tensor.detach())
            if self._early_stop and len(saved) == count:
                raise _Enough()

        def unpack(tensor):
            raise RuntimeError("a tensor of a recomputation is not needed")

        function, args, kwargs = self._call
        args = [arg.detach().requires_grad_(arg.requires_grad) if isinstance(arg, torch.Tensor) else arg
                for arg in args]
        try:
            with _Again(self._state), self._again, torch.enable_grad(), torch.autograd.graph.saved_tensors_hooks(
                    pack, unpack):
                function(*args, **kwargs)
        except _Enough:
            pass
        if len(saved) != count:
            raise CheckpointError(
                "torch.utils.checkpoint: A different number of tensors was saved during the original forward and "
                f"recomputation.\nNumber of tensors saved during forward: {count}\n"
                f"Number of tensors saved during recomputation: {len(saved)}.")
        if self._compares:
            self._compare(saved)
        self._tensors = dict(enumerate(saved))

    def _compare(self, saved):
        lines = ""
        for number, (tensor, before) in enumerate(zip(saved, self._metadata)):
            now = {"shape": tensor.shape, "dtype": tensor.dtype, "device": tensor.device}
            if now != before:
                lines += f"tensor at position {number}:\nsaved metadata: {before}\nrecomputed metadata: {now}\n"
        if lines:
            raise CheckpointError(
                "torch.utils.checkpoint: Recomputed values for the following tensors have different metadata than "
                f"during the forward pass.\n{lines}.")


def checkpoint(function, *args, use_reentrant=None, context_fn=noop_context_fn, determinism_check="default", debug=False,
               early_stop=True, **kwargs):
    """Calls a function without keeping what its derivative needs; that is computed again when it is needed."""
    if use_reentrant is None:
        warnings.warn(
            "torch.utils.checkpoint: the use_reentrant parameter should be passed explicitly. Starting in PyTorch 2.9, "
            "calling checkpoint without use_reentrant will raise an exception. use_reentrant=False is recommended, but "
            "if you need to preserve the current default behavior, you can pass use_reentrant=True. Refer to docs for "
            "more details on the differences between the two variants.", stacklevel=2)
        use_reentrant = True
    preserve = kwargs.pop("preserve_rng_state", True)
    if kwargs and use_reentrant:
        raise ValueError("Unexpected keyword arguments: " + ",".join(arg for arg in kwargs))
    if use_reentrant:
        if context_fn is not noop_context_fn or debug is not False:
            raise ValueError("Passing `context_fn` or `debug` is only supported when use_reentrant=False.")
        if not any(arg.requires_grad for arg in args if isinstance(arg, torch.Tensor)):
            warnings.warn("None of the inputs have requires_grad=True. Gradients will be None", stacklevel=2)
        return CheckpointFunction.apply(function, preserve, *args)
    if determinism_check not in ("default", "none"):
        raise ValueError(f"determinism_check should be one of ['default', 'none'], but got {determinism_check}")
    if debug:
        raise NotImplementedError("checkpoint(debug=True) is not supported by nbrun; the nearest is debug=False")
    forward, again = context_fn()
    if not torch.is_grad_enabled():
        return function(*args, **kwargs)
    frame = _Frame(function, args, kwargs, torch.get_rng_state() if preserve else None, again,
                   early_stop and _early_stop, determinism_check == "default")
    with torch.autograd.graph.saved_tensors_hooks(frame.pack, frame.unpack), forward:
        return function(*args, **kwargs)


def checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs):
    """Applies modules one after the other, in as many pieces that are computed again."""
    preserve = kwargs.pop("preserve_rng_state", True)
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(arg for arg in kwargs))
    functions = list(functions.children() if isinstance(functions, torch.nn.Sequential) else functions)

    def piece(start, end):
        def forward(value):
            for function in functions[start:end]:
                value = function(value)
            return value

        return forward

    size = len(functions) // segments
    end = 0
    for start in range(0, size * (segments - 1), size):
        end = start + size
        input = checkpoint(piece(start, end), input, use_reentrant=use_reentrant, preserve_rng_state=preserve)
    return piece(end, len(functions))(input)
