"""Forward computations that are done again instead of remembered."""

import warnings

import torch

__all__ = ["checkpoint", "checkpoint_sequential"]


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


class _Frame:
    """What one call without reentrance saves: nothing but numbers, until the first tensor is needed again."""

    def __init__(self, function, args, kwargs, state):
        self._call = function, args, kwargs
        self._state = state
        self._count = 0
        self._shapes = []
        self._tensors = None

    def pack(self, tensor):
        self._count += 1
        self._shapes.append((tensor.shape, tensor.dtype))
        return self._count - 1

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
        saved = []

        def unpack(tensor):
            raise RuntimeError("a tensor of a recomputation is not needed")

        function, args, kwargs = self._call
        args = [arg.detach().requires_grad_(arg.requires_grad) if isinstance(arg, torch.Tensor) else arg
                for arg in args]
        with _Again(self._state), torch.enable_grad(), torch.autograd.graph.saved_tensors_hooks(
                lambda tensor: saved.append(tensor.detach()), unpack):
            function(*args, **kwargs)
        if len(saved) != self._count:
            raise CheckpointError(
                "torch.utils.checkpoint: A different number of tensors was saved during the original forward and "
                f"recomputation.\nNumber of tensors saved during forward: {self._count}\n"
                f"Number of tensors saved during recomputation: {len(saved)}.")
        for number, (tensor, (shape, dtype)) in enumerate(zip(saved, self._shapes)):
            if tensor.shape != shape or tensor.dtype != dtype:
                raise CheckpointError(
                    "torch.utils.checkpoint: Recomputed values for the following tensors have different metadata than "
                    f"during the forward pass.\ntensor at position {number}")
        self._tensors = dict(enumerate(saved))


def checkpoint(function, *args, use_reentrant=None, context_fn=None, determinism_check="default", debug=False,
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
    if context_fn is not None:
        if use_reentrant:
            raise ValueError("Passing `context_fn` or `debug` is only supported when use_reentrant=False.")
        raise NotImplementedError("checkpoint(context_fn=...) is not supported by nbrun; the nearest is to leave it out")
    if use_reentrant:
        if not any(arg.requires_grad for arg in args if isinstance(arg, torch.Tensor)):
            warnings.warn("None of the inputs have requires_grad=True. Gradients will be None", stacklevel=2)
        return CheckpointFunction.apply(function, preserve, *args)
    if not torch.is_grad_enabled():
        return function(*args, **kwargs)
    frame = _Frame(function, args, kwargs, torch.get_rng_state() if preserve else None)
    with torch.autograd.graph.saved_tensors_hooks(frame.pack, frame.unpack):
        return function(*args, **kwargs)


def checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs):
    """Applies modules one after the other, in as many pieces that are computed again."""
    functions = list(functions.children() if isinstance(functions, torch.nn.Sequential) else functions)

    def piece(start, end):
        def forward(value):
            for function in functions[start:end]:
                value = function(value)
            return value

        return forward

    size = len(functions) // segments
    end = 0
    for index in range(segments - 1):
        input = checkpoint(piece(index * size, (index + 1) * size), input, use_reentrant=use_reentrant, **kwargs)
        end = (index + 1) * size
    return piece(end, len(functions))(input)
