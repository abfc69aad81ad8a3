"""Derivatives of functions, as functions."""

import functools

import torch

from torch.func import _batched, _tree, _vmap

# How many transforms are running inside one another.
_depth = 0


def _leaf(tensor):
    if not (tensor.is_floating_point() or tensor.is_complex()):
        raise RuntimeError("only Tensors of floating point dtype can require gradients")
    fresh = tensor.detach()
    fresh.requires_grad = True
    return fresh


class _Level:
    """Inside, recording is on; outside, results keep no more of the graph than they must."""

    def __enter__(self):
        global _depth
        _depth += 1
        self._frame = _batched.Frame().__enter__()
        self._was_enabled = torch.is_grad_enabled()
        torch.set_grad_enabled(True)
        self._starts = []
        return self

    def __exit__(self, *exception):
        global _depth
        _depth -= 1
        self._frame.__exit__()
        torch.set_grad_enabled(self._was_enabled)

    def start(self, tensor):
        """A tensor of its own to differentiate by, still connected with the tensors outside."""
        if not isinstance(tensor, torch.Tensor):
            raise ValueError(f"Thing passed to transform API must be Tensor, got {type(tensor)}")
        return _batched.start(tensor, self._own)

    def _own(self, tensor):
        if tensor.requires_grad:
            fresh = tensor.view_as(tensor)
        else:
            fresh = _leaf(tensor)
            self._starts.append(fresh)
        self._frame.starts.append(fresh)
        return fresh

    def finish(self, tree):
        """Results without the part of the graph that belongs to this level alone."""
        return _tree.map(self._finished, tree)

    def _finished(self, value):
        if not isinstance(value, torch.Tensor) or not _requires_grad(value):
            return value
        is_kept = self._was_enabled and (_depth > 1 or self._depends_on_others(_batched.plain(value)))
        return value if is_kept else _batched.on_plain(lambda tensor: tensor.detach(), value)

    def _depends_on_others(self, tensor):
        """Whether a leaf that is none of this level's own takes part."""
        if tensor.grad_fn is None:
            return not any(tensor is start for start in self._starts)
        seen = {tensor.grad_fn}
        waiting = [tensor.grad_fn]
        while waiting:
            node = waiting.pop()
            leaf = getattr(node, "variable", None)
            if leaf is not None and not any(leaf is start for start in self._starts):
                return True
            for following, _ in node.next_functions:
                if following is not None and following not in seen:
                    seen.add(following)
                    waiting.append(following)
        return False


def _requires_grad(tensor):
    return _batched.plain(tensor).requires_grad


def _gradients(outputs, inputs, weights):
    """Vector times Jacobian, zeros where an input takes no part."""
    pairs = [(o, w) for o, w in zip(outputs, weights) if _requires_grad(o)]
    if not pairs or not inputs:
        return [torch.zeros_like(i) for i in inputs]
    wanted = [i for i in inputs if _requires_grad(i)]
    found = iter(_batched.gradients([o for o, _ in pairs], wanted, [w for _, w in pairs]))
    result = []
    for i in inputs:
        gradient = next(found) if _requires_grad(i) else None
        result.append(torch.zeros_like(i) if gradient is None else gradient)
    return result


# Arguments by number

def _one_argnum(argnum, count):
    if not isinstance(argnum, int):
        raise RuntimeError(f"argnum must be int, got: {type(argnum)}")
    if -count <= argnum < count:
        return argnum % count
    raise RuntimeError(f"Got argnum={argnum}, but only {count} positional inputs")


def _argnums(argnums, count):
    if isinstance(argnums, int):
        return [_one_argnum(argnums, count)]
    if not isinstance(argnums, tuple):
        raise RuntimeError(f"argnums must be int or Tuple[int, ...], got: {type(argnums)}")
    if not argnums:
        raise RuntimeError("argnums must be non-empty")
    numbers = tuple(_one_argnum(argnum, count) for argnum in argnums)
    if len(set(numbers)) != len(numbers):
        raise RuntimeError(f"argnums elements must be unique, got {numbers}")
    return list(numbers)


def _started(level, args, numbers):
    """The arguments with those of these numbers made anew; the tensors in them, and their shapes by argument."""
    args = list(args)
    starts, shapes = [], []
    for number in numbers:
        leaves, shape = _tree.flatten(args[number])
        leaves = [level.start(leaf) for leaf in leaves]
        args[number] = _tree.unflatten(leaves, shape)
        starts += leaves
        shapes.append(shape)
    return args, starts, shapes


def _by_argument(values, shapes, argnums):
    values = iter(values)
    trees = tuple(_tree._build(values, shape) for shape in shapes)
    return trees[0] if isinstance(argnums, int) else trees


# Gradients of scalar functions

def grad_and_value(func, argnums=0, has_aux=False):
    """A function that computes the gradient of func and its value."""

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        numbers = _argnums(argnums, len(args))
        with _Level() as level:
            own, starts, shapes = _started(level, args, numbers)
            output = func(*own, **kwargs)
            aux = None
            if has_aux:
                if not (isinstance(output, tuple) and len(output) == 2):
                    raise RuntimeError(
                        "grad_and_value(f)(*args): output of function f should be a tuple: (output, aux) "
                        "if has_aux is True")
                output, aux = output
            if not isinstance(output, torch.Tensor):
                raise RuntimeError(
                    f"grad_and_value(f)(*args): Expected f(*args) to return a Tensor, got {type(output)}")
            if output.dim() != 0:
                raise RuntimeError(
                    "grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor with "
                    f"{output.dim()} dims. Maybe you wanted to use the vjp or jacrev APIs instead?")
            found = _gradients([output], starts, [torch.ones_like(output)])
            gradient = level.finish(_by_argument(found, shapes, argnums))
            output, aux = level.finish(output), level.finish(aux)
        return (gradient, (output, aux)) if has_aux else (gradient, output)

    return wrapper


def grad(func, argnums=0, has_aux=False):
    """A function that computes the gradient of func."""
    both = grad_and_value(func, argnums, has_aux)

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        gradient, value = both(*args, **kwargs)
        return (gradient, value[1]) if has_aux else gradient

    return wrapper


# Products with Jacobians

def _tensors_of(output, api):
    leaves, shape = _tree.flatten(output)
    for leaf in leaves:
        if not isinstance(leaf, torch.Tensor):
            raise RuntimeError(
                f"{api}: expected f(*primals) to return only tensors, got unsupported type {type(leaf)}")
    if not leaves:
        raise RuntimeError(f"{api}: Expected f to be a function that has non-empty output (got output = {leaves})")
    return leaves, shape


def vjp(func, *primals, has_aux=False):
    """The value of func, and a function that multiplies a vector with its Jacobian."""
    with _Level() as level:
        leaves, shape = _tree.flatten(primals)
        starts = [level.start(leaf) for leaf in leaves]
        output = func(*_tree.unflatten(starts, shape))
        aux = None
        if has_aux:
            if not (isinstance(output, tuple) and len(output) == 2):
                raise RuntimeError(
                    "vjp(f, *primals): output of function f should be a tuple: (output, aux) if has_aux is True")
            output, aux = output
        outputs, output_shape = _tensors_of(output, "vjp(f, *primals)")
        for tensor in outputs:
            if not (tensor.is_floating_point() or tensor.is_complex()):
                raise RuntimeError(
                    "vjp(f, ...): All outputs of f must be floating-point or complex Tensors, got Tensor "
                    f"with dtype {tensor.dtype}")

        def wrapper(cotangents, retain_graph=True, create_graph=None):
            weights, given = _tree.flatten(cotangents)
            if given != output_shape:
                raise RuntimeError(
                    "Expected pytree structure of cotangents to be the same as pytree structure of outputs to the "
                    f"function. cotangents: {given}, primal output: {output_shape}")
            with _Level() as inner:
                inner._starts = level._starts
                found = _gradients(outputs, starts, weights)
                found = inner.finish(_tree.unflatten(found, shape))
            return found

        result = level.finish(output)
        aux = level.finish(aux)
    return (result, wrapper, aux) if has_aux else (result, wrapper)


def _tuple_of_tensors(values, api, name):
    if not isinstance(values, tuple):
        raise RuntimeError(f"{api}: Expected {name} to be a tuple of Tensors, got {type(values)}")
    if not values:
        raise RuntimeError(f"{api}: Expected {name} to be a non-empty tuple of Tensors.")
    leaves, shape = _tree.flatten(values)
    for leaf in leaves:
        if not isinstance(leaf, torch.Tensor):
            raise RuntimeError(
                f"{api}: Expected {name} to be a tuple of Tensors, got a tuple with an element of type {type(leaf)}")
    return leaves, shape


def _forward(outputs, starts, tangents):
    """Jacobian times vector: the derivative of "vector times Jacobian" by that vector."""
    result = []
    for output in outputs:
        if not _requires_grad(output):
            result.append(torch.zeros_like(output))
            continue
        weight = _batched.start(torch.zeros_like(output), _leaf)
        first = _gradients([output], starts, [weight])
        result += _gradients(first, [weight], tangents)
    return result


def _check_primal(tensor):
    if isinstance(tensor, torch.Tensor) and not (tensor.is_floating_point() or tensor.is_complex()):
        raise ValueError(f"Expected primal to be floating point or complex, but got: {tensor.dtype}")


def jvp(func, primals, tangents, *, strict=False, has_aux=False):
    """The value of func, and its Jacobian times a vector."""
    if not isinstance(primals, tuple):
        raise RuntimeError(
            "jvp(f, primals, tangents): Expected primals to be a tuple. E.g. it should be valid to call f(*primals).")
    points, shape = _tuple_of_tensors(primals, "jvp(f, primals, tangents)", "primals")
    directions, direction_shape = _tuple_of_tensors(tangents, "jvp(f, primals, tangents)", "tangents")
    if shape != direction_shape:
        raise RuntimeError(
            "jvp(f, primals, tangents): Expected primals and tangents to have the same python structure. For "
            "example, if primals is a tuple of 3 tensors, tangents also must be. Got primals with structure "
            f"{_tree.spec(shape)} and tangents with structure {_tree.spec(direction_shape)}")
    for point, direction in zip(points, directions):
        _check_primal(point)
        if point.shape != direction.shape:
            raise RuntimeError(
                "Trying to set a forward gradient that has a different size than that of the original Tensor, this is not "
                f"supported. Tensor is of size {list(point.shape)} while the given forward gradient is of size "
                f"{list(direction.shape)}.")
    with _Level() as level:
        starts = [level.start(point) for point in points]
        output = func(*_tree.unflatten(starts, shape))
        aux = None
        if has_aux:
            if not (isinstance(output, tuple) and len(output) == 2):
                raise RuntimeError(
                    "jvp(f, primals, tangents): output of function f should be a tuple: (output, aux) "
                    "if has_aux is True")
            output, aux = output
        outputs, output_shape = _tensors_of(output, "jvp(f, primals, tangents)")
        found = _forward(outputs, starts, directions)
        result = level.finish(output), level.finish(_tree.unflatten(found, output_shape))
        aux = level.finish(aux)
    return result + (aux,) if has_aux else result


def linearize(func, *primals):
    """The value of func, and the function that multiplies its Jacobian there with a vector."""
    output, _ = vjp(func, *primals)

    def wrapper(*tangents):
        return jvp(func, primals, tangents)[1]

    return output, wrapper


def functionalize(func, *, remove="mutations"):
    """A function that computes what func does; only programs that are traced could see how it does so."""
    if remove not in ("mutations", "mutations_and_views"):
        raise RuntimeError(
            f"functionalize(f, remove='mutations'): received invalid argument for remove={remove}. Valid options are:\n"
            "     remove='mutations': all inplace and out= operators will be removed from the program, and replaced with "
            "their out-of-place equivalents.\n     remove='mutations_and_views': In addition to the above, all aliasing "
            "operators {view} will be replaced with their non-aliasing counterparts, {view}_copy.\n")

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        return func(*args, **kwargs)

    return wrapped


# Jacobians

def _refuse_complex(api, tensors, kind):
    for tensor in tensors:
        if isinstance(tensor, torch.Tensor) and tensor.is_complex():
            raise RuntimeError(
                f"{api}: Expected all {kind}s to be real but received complex tensor at flattened {kind} idx: "
                f"{[t is tensor for t in tensors].index(True)}")


def _only_element(value, level):
    parts = _batched.unbatched(value, level)
    return value if parts is None else parts[0].select(parts[1], 0)


def _jacobian(api, func, argnums, has_aux, randomness=None):
    @functools.wraps(func)
    def wrapper(*args):
        _refuse_complex(api, _tree.flatten(args)[0], "input")
        numbers = _argnums(argnums, len(args))
        if randomness is not None:
            for number in numbers:
                _tree.map(_check_primal, args[number])
        with _Level() as level:
            own, starts, shapes = _started(level, args, numbers)
            if randomness is None:
                output = func(*own)
            else:
                # PyTorch runs the function for a batch of directions.
                with _batched.Frame(1, randomness) as frame, _vmap._Inside():
                    output = func(*own)
                output = _tree.map(lambda leaf: _only_element(leaf, frame.level), output)
            aux = None
            if has_aux:
                if not (isinstance(output, tuple) and len(output) == 2):
                    raise RuntimeError(
                        f"{api}(f)(*args): output of function f should be a tuple: (output, aux) if has_aux is True")
                output, aux = output
            outputs, output_shape = _tensors_of(
                output, "vjp(f, *primals)" if randomness is None else "jvp(f, primals, tangents)")
            _refuse_complex(api, outputs, "output")
            blocks = []
            for tensor in outputs:
                rows = [[] for _ in starts]
                for unit in torch.eye(tensor.numel(), dtype=tensor.dtype).view(-1, *tensor.shape):
                    for row, gradient in zip(rows, _gradients([tensor], starts, [unit])):
                        row.append(gradient)
                blocks.append(_by_argument(
                    [torch.stack(row).view(tensor.shape + start.shape) if row
                     else start.new_zeros(tensor.shape + start.shape) for row, start in zip(rows, starts)],
                    shapes, argnums))
            result, aux = level.finish(_tree.unflatten(blocks, output_shape)), level.finish(aux)
        return (result, aux) if has_aux else result

    return wrapper


def jacrev(func, argnums=0, *, has_aux=False, chunk_size=None, _preallocate_and_copy=False):
    """A function that computes the Jacobian of func, row by row."""
    if not (chunk_size is None or chunk_size > 0):
        raise ValueError("jacrev: `chunk_size` should be greater than 0.")
    return _jacobian("jacrev", func, argnums, has_aux)


def jacfwd(func, argnums=0, has_aux=False, *, randomness="error"):
    """A function that computes the Jacobian of func; the values are those of jacrev."""
    # A function that draws differently for each direction has no Jacobian: all directions get the first one's draws.
    return _jacobian("jacfwd", func, argnums, has_aux, "same" if randomness == "different" else randomness)


def hessian(func, argnums=0):
    """A function that computes the second derivatives of func."""
    return jacfwd(jacrev(func, argnums), argnums)
