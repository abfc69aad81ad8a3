"""Layers as functions."""

import math
import warnings

import torch
from torch._C import _as_operator, _check_arguments, _nn, _one_node

# Functions that are operators: found when they are first asked for.
_OPERATORS = {
    torch: "bilinear conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d avg_pool1d "
           "adaptive_avg_pool1d hardshrink prelu pixel_shuffle pixel_unshuffle channel_shuffle cosine_similarity "
           "pairwise_distance celu_ selu_ threshold_",
    _nn: "linear one_hot avg_pool2d avg_pool3d gelu softplus softshrink scaled_dot_product_attention elu_ leaky_relu_ "
         "hardtanh_",
}


def __getattr__(name):
    if name == "logsigmoid":
        return _nn.log_sigmoid
    for module, names in _OPERATORS.items():
        if name in names.split():
            # Kept, so that the next call finds it as it finds the functions below.
            found = getattr(module, name)
            setattr(torch._C._import("torch.nn.functional"), name, found)
            return found
    raise torch._C._missing("torch.nn.functional", name, dir(torch._C._import("torch.nn.functional")))


def _softmax_dim(name, ndim):
    warnings.warn(
        f"Implicit dimension choice for {name} has been deprecated. "
        "Change the call to include dim=X as an argument.", stacklevel=3)
    return 0 if ndim in (0, 1, 3) else 1


def _reduction(size_average, reduce, reduction):
    """The reduction that the two old flags mean."""
    if size_average is None and reduce is None:
        return reduction
    size_average = True if size_average is None else size_average
    reduce = True if reduce is None else reduce
    reduction = "none" if not reduce else "mean" if size_average else "sum"
    warnings.warn(
        f"size_average and reduce args will be deprecated, please use reduction='{reduction}' instead.", stacklevel=3)
    return reduction


def _reduction_code(reduction):
    if reduction == "none":
        return 0
    if reduction == "mean":
        return 1
    if reduction == "sum":
        return 2
    if reduction == "elementwise_mean":
        warnings.warn("reduction='elementwise_mean' is deprecated. Please use reduction='mean' instead.", stacklevel=3)
        return 1
    raise ValueError(f"{reduction} is not a valid value for reduction")


# --- activations


def relu(input, inplace=False):
    """max(0, x)."""
    return torch.relu_(input) if inplace else torch.relu(input)


def relu_(input):
    """max(0, x) in place."""
    return torch.relu_(input)


def relu6(input, inplace=False):
    """min(max(0, x), 6)."""
    return hardtanh(input, 0.0, 6.0, inplace)


def _threshold(input, threshold, value, inplace=False):
    """x where it is above the threshold, else value."""
    return torch.threshold_(input, threshold, value) if inplace else torch.threshold(input, threshold, value)


threshold = _threshold


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    """x clamped to [min_val, max_val]."""
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
    return _nn.hardtanh_(input, min_val, max_val) if inplace else _nn.hardtanh(input, min_val, max_val)


def leaky_relu(input, negative_slope=0.01, inplace=False):
    """x, or negative_slope * x below zero."""
    return _nn.leaky_relu_(input, negative_slope) if inplace else _nn.leaky_relu(input, negative_slope)


def elu(input, alpha=1.0, inplace=False):
    """x, or alpha * (exp(x) - 1) below zero."""
    return _nn.elu_(input, alpha) if inplace else _nn.elu(input, alpha)


def selu(input, inplace=False):
    """The self-normalising exponential unit."""
    return torch.selu_(input) if inplace else torch.selu(input)


def celu(input, alpha=1.0, inplace=False):
    """x, or alpha * (exp(x / alpha) - 1) below zero."""
    return torch.celu_(input, alpha) if inplace else torch.celu(input, alpha)


def silu(input, inplace=False):
    """x * sigmoid(x)."""
    return _nn.silu_(input) if inplace else _nn.silu(input)


def mish(input, inplace=False):
    """x * tanh(softplus(x))."""
    return _nn.mish_(input) if inplace else _nn.mish(input)


def hardswish(input, inplace=False):
    """x * relu6(x + 3) / 6."""
    return _nn.hardswish_(input) if inplace else _nn.hardswish(input)


def hardsigmoid(input, inplace=False):
    """relu6(x + 3) / 6."""
    return _nn.hardsigmoid_(input) if inplace else _nn.hardsigmoid(input)


def glu(input, dim=-1):
    """The first half times the sigmoid of the second."""
    if input.dim() == 0:
        raise RuntimeError("glu does not support scalars because halving size must be even")
    return _nn.glu(input, dim)


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
    """leaky_relu with a random slope."""
    if lower > upper:
        raise RuntimeError("Lower bound should be less than or equal to the upper bound")
    if not training:
        slope = (lower + upper) / 2
        if inplace:
            return leaky_relu(input, slope, True)
        return _one_node("RreluWithNoiseBackward0", lambda x: leaky_relu(x, slope), input)
    if input.dtype == torch.float16:
        raise NotImplementedError('"rrelu_with_noise_out_cpu" not implemented for \'Half\'')
    # Only elements that are not positive draw a slope.
    # The bounds are numbers of the input's dtype; the slope is rounded to it.
    lower, upper = torch.tensor([lower, upper], dtype=input.dtype).tolist()
    slopes = torch.ones_like(input)
    low = input <= 0
    drawn = torch.empty(int(low.sum()), dtype=torch.float64).uniform_(0, 1) * (upper - lower) + lower
    slopes[low] = drawn.to(input.dtype)
    if inplace:
        return input.mul_(slopes)
    return _one_node("RreluWithNoiseBackward0", lambda x: x * slopes, input)


def rrelu_(input, lower=1.0 / 8, upper=1.0 / 3, training=False):
    """leaky_relu with a random slope, in place."""
    return rrelu(input, lower, upper, training, True)


def pdist(input, p=2.0):
    """The p-norm distance of every pair of rows."""
    return torch.pdist(input, p)


def tanh(input):
    """The hyperbolic tangent."""
    return input.tanh()


def sigmoid(input):
    """1 / (1 + exp(-x))."""
    return input.sigmoid()


def softsign(input):
    """x / (1 + |x|)."""
    return input / (input.abs() + 1)


def tanhshrink(input):
    """x - tanh(x)."""
    return input - input.tanh()


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    """exp(x) / sum(exp(x)) along a dimension."""
    if dim is None:
        dim = _softmax_dim("softmax", input.dim())
    return input.softmax(dim) if dtype is None else input.softmax(dim, dtype=dtype)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    """softmax(-x)."""
    if dim is None:
        dim = _softmax_dim("softmin", input.dim())
    return (-input).softmax(dim) if dtype is None else (-input).softmax(dim, dtype=dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    """log(softmax(x))."""
    if dim is None:
        dim = _softmax_dim("log_softmax", input.dim())
    return input.log_softmax(dim) if dtype is None else input.log_softmax(dim, dtype=dtype)


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    """A sample of the relaxed categorical distribution."""
    if eps != 1e-10:
        warnings.warn("`eps` parameter is deprecated and has no effect.", stacklevel=2)
    gumbels = -torch.empty_like(logits, memory_format=torch.legacy_contiguous_format).exponential_().log()
    soft = ((logits + gumbels) / tau).softmax(dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    one = torch.zeros_like(logits, memory_format=torch.legacy_contiguous_format).scatter_(dim, index, 1.0)
    return one - soft.detach() + soft


# --- dropout


def _check_probability(p):
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def _keep(input, shape, p):
    """Zeros with probability p, and what the others are multiplied by."""
    return torch.empty(shape, dtype=input.dtype).bernoulli_(1 - p).div_(1 - p)


def _dropped(input, mask, inplace):
    return input.mul_(mask) if inplace else input * mask


def dropout(input, p=0.5, training=True, inplace=False):
    """Zero elements with probability p and scale the others up."""
    _check_probability(p)
    if not isinstance(input, torch.Tensor):
        raise TypeError(f"dropout(): argument 'input' (position 1) must be Tensor, not {type(input).__name__}")
    if p == 0 or not training or input.numel() == 0:
        return input
    if p == 1:
        return _dropped(input, torch.zeros([], dtype=input.dtype), inplace)
    return _dropped(input, torch.empty_like(input).bernoulli_(1 - p).div_(1 - p), inplace)


def _channels(input):
    if input.dim() < 2:
        raise RuntimeError("Feature dropout requires at least 2 dimensions in the input")
    return list(input.size()[:2]) + [1] * (input.dim() - 2)


def _alpha_dropped(input, shape, p, inplace):
    alpha = 1.7580993408473766
    keep = torch.empty(shape, dtype=input.dtype).bernoulli_(1 - p)
    a = 1.0 / math.sqrt((alpha * alpha * p + 1) * (1 - p))
    b = keep.add(-1).mul_(alpha * a).add_(alpha * a * p)
    keep = keep.mul_(a)
    return input.mul_(keep).add_(b) if inplace else input * keep + b


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    """Dropout that keeps mean and variance of a SELU network."""
    _check_probability(p)
    if p == 0 or not training or input.numel() == 0:
        return input
    if p == 1:
        return _dropped(input, torch.zeros([], dtype=input.dtype), inplace)
    return _alpha_dropped(input, list(input.size()), p, inplace)


def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
    """alpha_dropout of whole channels."""
    _check_probability(p)
    if p == 0 or not training or input.numel() == 0:
        return input
    return _alpha_dropped(input, _channels(input), p, inplace)


def _feature_dropout(input, p, training, inplace):
    if p == 0 or not training or input.numel() == 0:
        return input
    if p == 1:
        return _dropped(input, torch.zeros([], dtype=input.dtype), inplace)
    return _dropped(input, _keep(input, _channels(input), p), inplace)


def _warn_of_rank(spatial, rank, expected):
    warnings.warn(
        f"dropout{spatial}d: Received a {rank}-D input to dropout{spatial}d, which is deprecated and will result in an error "
        "in a future release. To retain the behavior and silence this warning, please use dropout instead. Note that "
        f"dropout{spatial}d exists to provide channel-wise dropout on inputs with {spatial} spatial dimensions, a channel "
        f"dimension, and an optional batch dimension (i.e. {expected} inputs).", stacklevel=3)


def dropout1d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels of (N, C, L) or (C, L)."""
    _check_probability(p)
    if input.dim() not in (2, 3):
        raise RuntimeError(
            f"dropout1d: Expected 2D or 3D input, but received a {input.dim()}D input. "
            "Note that dropout1d exists to provide channel-wise dropout on inputs with 1 "
            "spatial dimension, a channel dimension, and an optional batch dimension "
            "(i.e. 2D or 3D inputs).")
    if input.dim() == 3:
        return _feature_dropout(input, p, training, inplace)
    return _feature_dropout(input.unsqueeze(0), p, training, inplace).squeeze(0)


def dropout2d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels of (N, C, H, W)."""
    _check_probability(p)
    if input.dim() == 3:
        warnings.warn(
            "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout behavior is desired - "
            "input is interpreted as shape (N, C, L), where C is the channel dim. This behavior will change in a future "
            "release to interpret the input as one without a batch dimension, i.e. shape (C, H, W). To maintain the 1D "
            "channel-wise dropout behavior, please switch to using dropout1d instead.", stacklevel=2)
    elif input.dim() != 4:
        _warn_of_rank(2, input.dim(), "3D or 4D")
    return _feature_dropout(input, p, training, inplace)


def dropout3d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels of (N, C, D, H, W) or (C, D, H, W)."""
    _check_probability(p)
    if input.dim() not in (4, 5):
        _warn_of_rank(3, input.dim(), "4D or 5D")
    if input.dim() == 5:
        return _feature_dropout(input, p, training, inplace)
    return _feature_dropout(input.unsqueeze_(0) if inplace else input.unsqueeze(0), p, training, inplace).squeeze(0)


# --- pooling


def _switched(function):
    """A function that errors call by another name than the one it is found by, which has no underscore."""
    function.__name__ = function.__name__[1:]
    return function


def _max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The maximum of every window."""
    if return_indices:
        return max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)
    return torch.max_pool1d(input, kernel_size, [] if stride is None else stride, padding, dilation, ceil_mode)


max_pool1d = _switched(_max_pool1d)


def max_pool1d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    """The maximum of every window and where it was."""
    return torch.max_pool1d_with_indices(
        input, kernel_size, [] if stride is None else stride, padding, dilation, ceil_mode)


def _max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The maximum of every window."""
    if return_indices:
        return max_pool2d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)
    return torch.max_pool2d(input, kernel_size, [] if stride is None else stride, padding, dilation, ceil_mode)


max_pool2d = _switched(_max_pool2d)


def max_pool2d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    """The maximum of every window and where it was."""
    return _nn.max_pool2d_with_indices(
        input, kernel_size, [] if stride is None else stride, padding, dilation, ceil_mode)


def _max_pool3d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The maximum of every window."""
    if return_indices:
        return _nn.max_pool3d_with_indices(
            input, kernel_size, [] if stride is None else stride, padding, dilation, ceil_mode)
    return torch.max_pool3d(input, kernel_size, [] if stride is None else stride, padding, dilation, ceil_mode)


max_pool3d = _switched(_max_pool3d)


def max_pool3d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False):
    """The maximum of every window and where it was."""
    return max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def _fractional(input, kernel_size, output_size, output_ratio, samples, dims):
    """Maxima of windows whose distances are drawn: a size or a ratio says how many there are."""
    name = f"fractional_max_pool{dims}d"
    spread = lambda value: (value,) * dims if isinstance(value, (int, float)) else tuple(value)
    if output_size is None and output_ratio is None:
        raise ValueError(f"{name} requires specifying either an output_size or an output_ratio")
    if samples is None:
        input.size(-dims - 1)  # says which dimension is not there
    if input.dim() not in (dims + 1, dims + 2):
        raise RuntimeError(f"{name}(): Expected {dims + 1}D or {dims + 2}D tensor, but got: {input.dim()}")
    lengths, kernel = list(input.shape[-dims:]), spread(kernel_size)
    if output_size is None:
        wanted = [int(length * ratio) for length, ratio in zip(lengths, spread(output_ratio))]
    else:
        wanted = list(spread(output_size))
    planes = input.shape[:-dims].numel()
    if samples is None:
        batch = 1 if input.dim() == dims + 1 else input.size(0)
        samples = torch.rand(batch, input.size(-dims - 1), dims, dtype=input.dtype)
    samples = samples.reshape(planes, dims)
    if dims == 2:
        # The columns' number is drawn before the rows'.
        samples = samples.flip(1)
    index = torch.zeros([planes] + [1] * (2 * dims), dtype=torch.int64)
    for dim in range(dims):
        if wanted[dim] + kernel[dim] - 1 > lengths[dim]:
            side = ("height", "width")[dim] if dims == 2 else ("time", "height", "width")[dim]
            raise RuntimeError(f"{name}{'' if dims == 2 else '_out'}(): pool {side} {kernel[dim]} too large relative to "
                               f"input {side} {lengths[dim]}")
        if wanted[dim] > 1:
            step = torch.tensor((lengths[dim] - kernel[dim]) / (wanted[dim] - 1), dtype=input.dtype)
            sample = samples[:, dim:dim + 1]
            places = torch.arange(wanted[dim], dtype=input.dtype)
            starts = ((places + sample) * step).to(torch.int64) - (sample * step).to(torch.int64)
            starts[:, -1] = lengths[dim] - kernel[dim]
        else:
            starts = torch.full((planes, 1), lengths[dim] - kernel[dim])
        shape = [planes] + [1] * (2 * dims)
        shape[1 + dim], shape[1 + dims + dim] = wanted[dim], kernel[dim]
        own = (starts.unsqueeze(2) + torch.arange(kernel[dim])).view(shape)
        index = index * lengths[dim] + own
    index = index.reshape(planes, math.prod(wanted), math.prod(kernel))
    with torch.no_grad():
        held = input.detach().reshape(planes, -1).gather(1, index.view(planes, -1)).view(index.shape)
        chosen = index.gather(2, held.max(2, keepdim=True)[1]).squeeze(2)
    shape = list(input.shape[:-dims]) + wanted

    def picked(x):
        return x.reshape(planes, -1).gather(1, chosen).view(shape)

    return _one_node(f"FractionalMaxPool{dims}DBackward0", picked, input), chosen.view(shape)


def fractional_max_pool2d(input, kernel_size, output_size=None, output_ratio=None, return_indices=False,
                          _random_samples=None):
    """Maxima of windows at random distances."""
    both = _as_operator("fractional_max_pool2d", _fractional, input, kernel_size, output_size, output_ratio,
                        _random_samples, 2)
    return both if return_indices else both[0]


def fractional_max_pool3d(input, kernel_size, output_size=None, output_ratio=None, return_indices=False,
                          _random_samples=None):
    """Maxima of windows at random distances."""
    both = _as_operator("fractional_max_pool3d", _fractional, input, kernel_size, output_size, output_ratio,
                        _random_samples, 3)
    return both if return_indices else both[0]


def fractional_max_pool2d_with_indices(input, kernel_size, output_size=None, output_ratio=None, return_indices=False,
                                       _random_samples=None):
    """Maxima of windows at random distances, and where they were."""
    return _as_operator("fractional_max_pool2d", _fractional, input, kernel_size, output_size, output_ratio,
                        _random_samples, 2)


def fractional_max_pool3d_with_indices(input, kernel_size, output_size=None, output_ratio=None, return_indices=False,
                                       _random_samples=None):
    """Maxima of windows at random distances, and where they were."""
    return _as_operator("fractional_max_pool3d", _fractional, input, kernel_size, output_size, output_ratio,
                        _random_samples, 3)


def _output_size(output_size, input_size):
    """An adaptive pooling's size, where None keeps the input's."""
    if isinstance(output_size, int):
        return output_size
    if len(input_size) <= len(output_size):
        raise ValueError(
            f"Input dimension should be at least {len(output_size) + 1}")
    sizes = list(input_size)[-len(output_size):]
    return [size if wanted is None else wanted for wanted, size in zip(output_size, sizes)]


def adaptive_avg_pool2d(input, output_size):
    """Means over as many windows as wanted."""
    return _nn.adaptive_avg_pool2d(input, _output_size(output_size, input.size()))


def adaptive_avg_pool3d(input, output_size):
    """Means over as many windows as wanted."""
    return _nn.adaptive_avg_pool3d(input, _output_size(output_size, input.size()))


def _adaptive_max_pool1d(input, output_size, return_indices=False):
    """Maxima over as many windows as wanted."""
    both = torch.adaptive_max_pool1d(input, output_size)
    return both if return_indices else both[0]


adaptive_max_pool1d = _switched(_adaptive_max_pool1d)


def _adaptive_max_pool2d(input, output_size, return_indices=False):
    """Maxima over as many windows as wanted."""
    both = _nn.adaptive_max_pool2d(input, _output_size(output_size, input.size()))
    return both if return_indices else both[0]


adaptive_max_pool2d = _switched(_adaptive_max_pool2d)


def _adaptive_max_pool3d(input, output_size, return_indices=False):
    """Maxima over as many windows as wanted."""
    both = _nn.adaptive_max_pool3d(input, _output_size(output_size, input.size()))
    return both if return_indices else both[0]


adaptive_max_pool3d = _switched(_adaptive_max_pool3d)


def adaptive_max_pool3d_with_indices(input, output_size):
    """Maxima over as many windows as wanted and where they were."""
    return adaptive_max_pool3d(input, output_size, True)


def adaptive_max_pool1d_with_indices(input, output_size):
    """Maxima over as many windows as wanted and where they were."""
    return torch.adaptive_max_pool1d(input, output_size)


def adaptive_max_pool2d_with_indices(input, output_size):
    """Maxima over as many windows as wanted and where they were."""
    return adaptive_max_pool2d(input, output_size, True)


def _lp_pool(input, norm_type, kernel_size, stride, ceil_mode, dims):
    pool = (torch.avg_pool1d, _nn.avg_pool2d, _nn.avg_pool3d)[dims - 1]
    count = kernel_size ** dims if isinstance(kernel_size, int) else math.prod(kernel_size)
    steps = {} if stride is None else {"stride": stride}
    means = pool(input.pow(norm_type), kernel_size, ceil_mode=ceil_mode, **steps)
    # The nodes of the graph are PyTorch's.
    return (means.sign() * relu(means.abs()) * count).pow(1.0 / norm_type)


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """The p-norm of every window."""
    return _lp_pool(input, norm_type, kernel_size, stride, ceil_mode, 1)


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """The p-norm of every window."""
    return _lp_pool(input, norm_type, kernel_size, stride, ceil_mode, 2)


def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """The p-norm of every window."""
    return _lp_pool(input, norm_type, kernel_size, stride, ceil_mode, 3)


def _max_unpool(input, indices, kernel_size, stride, padding, output_size, dims):
    """Puts every maximum back where `indices` says it was; all other places are 0."""
    def spread(value):
        return (value,) * dims if isinstance(value, int) else tuple(value)

    if input.shape != indices.shape:
        raise RuntimeError(f"Expected shape of indices to be same as that of the input tensor ({list(input.shape)}) "
                           f"but got indices tensor with shape: {list(indices.shape)}")
    kernel_size, padding = spread(kernel_size), spread(padding)
    stride = kernel_size if stride is None else spread(stride)
    lengths = input.shape[-dims:]
    usual = [(length - 1) * step + size - 2 * pad
             for length, step, size, pad in zip(lengths, stride, kernel_size, padding)]
    if output_size is None:
        wanted = usual
    else:
        wanted = list(output_size)
        if len(wanted) == len(usual) + 2:
            wanted = wanted[2:]
        if len(wanted) != len(usual):
            raise ValueError("output_size should be a sequence containing "
                             f"{len(usual)} or {len(usual) + 2} elements, but it has a length of '{len(wanted)}'")
        for dim in range(dims):
            low, high = usual[dim] - stride[dim], usual[dim] + stride[dim]
            if not low < wanted[dim] < high:
                raise ValueError(f"invalid output_size \"{torch.Size(wanted)}\" (dim {dim} must be between {low} and "
                                 f"{high})")
    leading = list(input.shape[:-dims])
    places = indices.reshape(leading + [-1])
    if places.numel() and not 0 <= places.min() <= places.max() < math.prod(wanted):
        raise RuntimeError(f"Found an invalid max index: {int(places.max())} (output volumes are of size "
                           f"{'x'.join(str(length) for length in wanted)})")

    def spread_out(x):
        flat = torch.zeros(leading + [math.prod(wanted)], dtype=x.dtype)
        return flat.scatter(-1, places, x.reshape(leading + [-1])).view(leading + list(wanted))

    if dims == 1:
        # One dimension is an image with rows of one element.
        wanted = list(wanted) + [1]
        return _one_node("MaxUnpool2DBackward0", spread_out, input.unsqueeze(-1)).squeeze(-1)
    return _one_node(f"MaxUnpool{dims}DBackward0", spread_out, input)


def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """The partial inverse of max_pool1d."""
    return _as_operator("max_unpool2d", _max_unpool, input, indices, kernel_size, stride, padding, output_size, 1)


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """The partial inverse of max_pool2d."""
    return _as_operator("max_unpool2d", _max_unpool, input, indices, kernel_size, stride, padding, output_size, 2)


def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """The partial inverse of max_pool3d."""
    return _as_operator("max_unpool3d", _max_unpool, input, indices, kernel_size, stride, padding, output_size, 3)


# --- normalisation, embedding, padding, resizing


def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5):
    """Normalise every channel over the batch."""
    if training:
        size = input.size()
        count = size[0]
        for n in size[2:]:
            count *= n
        if count == 1:
            raise ValueError(f"Expected more than 1 value per channel when training, got input size {size}")
    if eps < 0.0:
        raise ValueError(f"batch_norm eps must be non-negative, but got {eps}")
    return torch.batch_norm(
        input, weight, bias, running_mean, running_var, training, momentum, eps, torch.backends.cudnn.enabled)


def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True,
                  momentum=0.1, eps=1e-5):
    """Normalise every channel of every sample."""
    if use_input_stats:
        count = 1
        for n in input.size()[2:]:
            count *= n
        if count == 1:
            raise ValueError(
                f"Expected more than 1 spatial element when training, got input size {input.size()}")
    return torch.instance_norm(
        input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, torch.backends.cudnn.enabled)


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    """Normalise over the last dimensions."""
    return torch.layer_norm(input, normalized_shape, weight, bias, eps, torch.backends.cudnn.enabled)


def rms_norm(input, normalized_shape, weight=None, eps=None):
    """Divide by the root mean square over the last dimensions."""
    return torch.rms_norm(input, normalized_shape, weight, eps)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    """Normalise over groups of channels."""
    if input.dim() < 2:
        raise RuntimeError(f"Expected at least 2 dimensions for input tensor but received {input.dim()}")
    sizes = [input.size(0) * input.size(1) // num_groups, num_groups] + list(input.size()[2:])
    count = 1
    for n in sizes[:1] + sizes[2:]:
        count *= n
    if count == 1:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {sizes}")
    return torch.group_norm(input, num_groups, weight, bias, eps, torch.backends.cudnn.enabled)


def local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0):
    """Divide by a norm over neighbouring channels."""
    dim = input.dim()
    if dim < 3:
        gap = " " * 26
        raise ValueError(f"Expected 3D or higher dimensionality{gap}input (got {dim} dimensions)")
    if input.numel() == 0:
        return input
    # Means over neighbouring channels are a pooling whose windows are as long as the channels are many.
    before, after = size // 2, (size - 1) // 2
    squares = input * input
    if dim == 3:
        padded = pad(squares.unsqueeze(1), (0, 0, before, after))
        means = _nn.avg_pool2d(padded, (size, 1), stride=1).squeeze(1)
    else:
        flat = squares.view(*input.shape[:3], -1).unsqueeze(1)
        padded = pad(flat, (0, 0, 0, 0, before, after))
        means = _nn.avg_pool3d(padded, (size, 1, 1), stride=1).view(input.shape)
    return input / (means * alpha + k).pow(beta)


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    """Divide by the p-norm along a dimension."""
    norms = input.norm(p, dim, keepdim=True)
    if out is None:
        return input / norms.clamp_min(eps).expand_as(input)
    return torch.div(input, norms.clamp_min_(eps).expand_as(input), out=out)


def _type_text(tensor):
    """The type's name as PyTorch's C++ code writes it: torch.FloatTensor."""
    return tensor.detach().type()


def _scalar_name(tensor):
    """The scalar type's name in it: Float."""
    return _type_text(tensor).rpartition(".")[2].removesuffix("Tensor")


def _corners(align_corners):
    """What is taken where a caller of grid_sample or affine_grid says nothing, with PyTorch's warning at its line."""
    if align_corners is None:
        warnings.warn("Default grid_sample and affine_grid behavior has changed to align_corners=False since 1.3.0. "
                      "Please specify align_corners=True if the old behavior is desired. "
                      "See the documentation of grid_sample for details.", stacklevel=3)
        return False
    return align_corners


def _check_renorm(weight, input, max_norm, norm_type):
    _check_arguments("embedding_renorm_(Tensor input, Tensor indices, float max_norm, float norm_type)", weight, input,
                     max_norm, norm_type)
    if weight.dim() != 2:
        raise RuntimeError(f"Expected 2-dimensional tensor, but got {weight.dim()}-dimensional tensor for argument #1 "
                           "'self' (while checking arguments for embedding_renorm_)")
    if input.dtype not in (torch.int64, torch.int32):
        raise RuntimeError("Expected tensor for argument #2 'indices' to have one of the following scalar types: Long, "
                           f"Int; but got {_type_text(input)} instead (while checking arguments for "
                           "embedding_renorm_)")


def _renorm(weight, input, max_norm, norm_type):
    """Scales the rows that are used down to a norm, in place."""
    _check_renorm(weight, input, max_norm, norm_type)
    with torch.no_grad():
        used = torch.unique(input)
        if used.numel() and used[-1] >= weight.size(0):
            raise IndexError(f"select(): index {used[-1]} out of range for tensor of size {list(weight.shape)} at "
                             "dimension 0")
        norms = weight[used].norm(norm_type, 1)
        factors = torch.where(norms > max_norm, max_norm / (norms + 1e-7), torch.ones_like(norms))
        weight[used] = weight[used] * factors.unsqueeze(1)


def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    """Rows of a table."""
    rows = weight.shape[0]
    if padding_idx is None:
        padding = -1
    else:
        if not (padding_idx < rows if padding_idx > 0 else padding_idx == 0 or padding_idx >= -rows):
            raise AssertionError("Padding_idx must be within num_embeddings")
        padding = padding_idx if padding_idx >= 0 else padding_idx + rows
    if max_norm is not None:
        _renorm(weight, input, max_norm, norm_type)
    return torch.embedding(weight, input, padding, scale_grad_by_freq, sparse)


def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean",
                  sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None):
    """Sums or means of rows of a table."""
    # The old order of the arguments, which a table of integers gives away.
    if weight.dtype is torch.int64 and input.is_floating_point():
        warnings.warn("Argument order of nn.functional.embedding_bag was changed. "
                      "Usage `embedding_bag(weight, input, ...)` is deprecated, "
                      "and should now be `embedding_bag(input, weight, ...)`.")
        weight, input = input, weight
    if per_sample_weights is not None and input.size() != per_sample_weights.size():
        raise ValueError(f"embedding_bag: If per_sample_weights ({per_sample_weights.shape}) is not None, then it must "
                         f"have the same shape as the input ({input.shape})")
    if weight.dim() != 2:
        raise ValueError(f"weight has to be a 2D Tensor, but got Tensor of dimension {weight.dim()}")
    if input.dim() == 2:
        if offsets is not None:
            raise ValueError(
                "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length "
                f"sequences. However, found offsets of type {type(offsets)}")
        offsets = torch.arange(0, input.numel(), input.size(1), dtype=input.dtype)
        input = input.reshape(-1)
        if per_sample_weights is not None:
            per_sample_weights = per_sample_weights.reshape(-1)
    elif input.dim() == 1:
        if offsets is None:
            raise ValueError("offsets has to be a 1D Tensor but got None")
        if offsets.dim() != 1:
            raise ValueError("offsets has to be a 1D Tensor")
    else:
        raise ValueError(f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.dim()}")
    modes = {"sum": 0, "mean": 1, "max": 2}
    if mode not in modes:
        raise ValueError("mode has to be one of sum, mean or max")
    if mode == "max" and scale_grad_by_freq:
        raise ValueError("max mode does not support scaling the gradient by the frequency")
    if mode == "max" and sparse:
        raise ValueError("max mode does not support sparse weights")
    if max_norm is not None:
        _renorm(weight, input, max_norm, norm_type)
    if per_sample_weights is not None and mode != "sum":
        raise NotImplementedError(
            "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' "
            f"(got mode='{mode}'). Please open a feature request on GitHub.")
    return _one_node(
        "EmbeddingBagBackward0",
        lambda table, shares: _resampling().bags(input, table, offsets, mode, shares, include_last_offset,
                                                 padding_idx, sparse), weight, per_sample_weights)


def pad(input, pad, mode="constant", value=None):
    """Add elements at the borders, last dimension first."""
    _check_arguments("pad(Tensor input, SymInt[] pad, str mode, float? value)", input, pad, mode, value)
    if len(pad) % 2 != 0:
        raise RuntimeError("Padding length must be divisible by 2")
    if len(pad) > 2 * input.dim():
        raise RuntimeError("Padding length should be less than or equal to two times the input dimension but got "
                           f"padding length {len(pad)} and input of dimension {input.dim()}")
    if mode == "constant":
        return _nn.pad(input, pad, mode, value)
    if mode not in ("reflect", "replicate", "circular"):
        return _nn.pad(input, pad, mode, value)
    if value is not None and value != 0:
        raise RuntimeError(f'Padding mode "{mode}" doesn\'t take in value argument')
    if input.dim() - len(pad) // 2 not in (1, 2) or len(pad) > 6:
        raise NotImplementedError(
            f"Padding size {len(pad)} is not supported for {input.dim()}D input tensor.\n"
            "Supported combinations for non-constant padding:\n"
            "  - 2D or 3D input: padding size = 2 (pads last dimension)\n"
            "  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n"
            "  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)")
    if mode == "circular":
        if min(pad) >= 0 and not (input.requires_grad and torch.is_grad_enabled()):
            return _nn.pad(input, pad, mode)
        return _resampling().wrapped(input, pad)
    name, dims = "Reflection" if mode == "reflect" else "Replication", len(pad) // 2
    if 0 in input.shape[1 if input.dim() == dims + 2 else 0:]:
        raise RuntimeError(f"Expected {dims + 1}D or {dims + 2}D (batch mode) tensor with possibly 0 batch size and other "
                           f"non-zero dimensions for input, but got: {list(input.shape)}")

    def padded(x):
        if not x.requires_grad:
            return _nn.pad(x, pad, mode)
        return _one_node(f"{name}Pad{dims}DBackward0", lambda x: _nn.pad(x, pad, mode), x)

    return _as_operator(f"{name.lower()}_pad{dims}d", padded, input)


def interpolate(input, size=None, scale_factor=None, mode="nearest", align_corners=None,
                recompute_scale_factor=None, antialias=False):
    """Resize."""
    if mode in ("nearest", "area", "nearest-exact"):
        if align_corners is not None:
            raise ValueError(
                "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | "
                "trilinear")
    elif align_corners is None:
        align_corners = False
    dim = input.dim() - 2
    if size is not None and scale_factor is not None:
        raise ValueError("only one of size or scale_factor should be defined")
    if size is not None:
        if not isinstance(size, (list, tuple)):
            size = [size] * dim
        elif len(size) != dim:
            raise ValueError(
                "Input and output must have the same number of spatial dimensions, but got input with spatial dimensions "
                f"of {list(input.shape[2:])} and output size of {size}. Please provide input tensor in (N, C, d1, d2, ..."
                ",dK) format and output size in (o1, o2, ...,oK) format.")
        factors = None
    elif scale_factor is not None:
        if isinstance(scale_factor, (list, tuple)) and len(scale_factor) != dim:
            raise ValueError(
                "Input and scale_factor must have the same number of spatial dimensions, but got input with spatial "
                f"dimensions of {list(input.shape[2:])} and scale_factor of shape {scale_factor}. Please provide input "
                "tensor in (N, C, d1, d2, ...,dK) format and scale_factor in (s1, s2, ...,sK) format.")
        factors = list(scale_factor) if isinstance(scale_factor, (list, tuple)) else [scale_factor] * dim
        factors = [float(f) for f in factors]
    else:
        raise ValueError("either size or scale_factor should be defined")
    if recompute_scale_factor and size is not None:
        raise ValueError("recompute_scale_factor is not meaningful with an explicit size.")
    if antialias and not (mode in ("bilinear", "bicubic", "lanczos") and input.dim() == 4):
        raise ValueError("Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a 4-D "
                         "tensor as input")
    if recompute_scale_factor:
        size = [int(math.floor(float(input.size(i + 2)) * factors[i])) for i in range(dim)]
        factors = None
    wanted = {"linear": 3, "bilinear": 4, "trilinear": 5}.get(mode)
    if wanted is not None and input.dim() in (3, 4, 5) and input.dim() != wanted:
        raise NotImplementedError(f"Got {input.dim()}D input, but {mode} mode needs {wanted}D input")
    _check_resizable(input, mode, dim, antialias)
    if mode in ("nearest", "nearest-exact") and dim in (1, 2, 3) and input.size(1) == 0:
        raise RuntimeError(f"Non-empty {input.dim()}D data tensor expected but got a tensor with sizes {list(input.shape)}")
    if mode == "nearest" and dim in (1, 2):
        return (_nn.upsample_nearest1d, _nn.upsample_nearest2d)[dim - 1](input, size, factors)
    if mode in ("nearest", "nearest-exact") and dim in (1, 2, 3):
        resample = _resampling().nearest if mode == "nearest" else _resampling().nearest_exact
        kind = "Nearest" if mode == "nearest" else "NearestExact"
        return torch._C._one_linear_node(f"Upsample{kind}{dim}DBackward0", lambda x: resample(x, size, factors), input)
    if mode == "lanczos":
        if not antialias:
            raise ValueError("Lanczos mode requires antialias=True")
        raise NotImplementedError("interpolate(mode='lanczos') is not supported by nbrun; the nearest is bicubic")
    if antialias:
        smooth = _nn._upsample_bilinear2d_aa if mode == "bilinear" else _nn._upsample_bicubic2d_aa
        return smooth(input, size, align_corners, factors)
    resized = {("linear", 1): _nn.upsample_linear1d, ("bilinear", 2): _nn.upsample_bilinear2d,
               ("trilinear", 3): _nn.upsample_trilinear3d, ("bicubic", 2): _nn.upsample_bicubic2d}.get((mode, dim))
    if resized is not None:
        return resized(input, size, align_corners, factors)
    if mode == "area":
        if size is None:
            size = [int(math.floor(float(input.size(i + 2)) * factors[i])) for i in range(dim)]
        return (torch.adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d)[dim - 1](input, size)
    raise NotImplementedError(
        "Input Error: Only 3D, 4D and 5D input Tensors supported"
        f" (got {input.dim()}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | lanczos | area | "
        f"nearest-exact (got {mode})")


def _check_resizable(input, mode, dim, antialias):
    """Refuse the types that PyTorch has no loops for."""
    kinds = {"nearest": "nearest", "nearest-exact": "nearest", "linear": "linear", "bilinear": "linear",
             "trilinear": "linear", "bicubic": "cubic"}
    if mode not in kinds or input.is_floating_point():
        return
    if input.dtype is torch.uint8 and (dim == 2 or "nearest" in mode):
        if "nearest" not in mode:
            raise NotImplementedError(f"interpolate(mode={mode!r}) of uint8 is not supported by nbrun")
        return
    if antialias:
        raise NotImplementedError(f'"compute_index_ranges_weights" not implemented for \'{_scalar_name(input)}\'')
    kernel = f"compute_indices_weights_{kinds[mode]}"
    if dim == 2 and mode != "bicubic":
        kernel = "upsample_bilinear2d_channels_last" if mode == "bilinear" else "upsample_nearest2d_channels_last"
    raise NotImplementedError(f'"{kernel}" not implemented for \'{_scalar_name(input)}\'')


def _resampling():
    return torch._C._import("torch.nn._resampling")


def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
    """Resize."""
    warnings.warn("`nn.functional.upsample` is deprecated. Use `nn.functional.interpolate` instead.", stacklevel=2)
    return interpolate(input, size, scale_factor, mode, align_corners)


def upsample_nearest(input, size=None, scale_factor=None):
    """Resize, each element repeated."""
    warnings.warn("`nn.functional.upsample_nearest` is deprecated. Use `nn.functional.interpolate` instead.",
                  stacklevel=2)
    return interpolate(input, size, scale_factor, mode="nearest")


def upsample_bilinear(input, size=None, scale_factor=None):
    """Resize linearly, corners kept."""
    warnings.warn("`nn.functional.upsample_bilinear` is deprecated. Use `nn.functional.interpolate` instead.",
                  stacklevel=2)
    return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """Windows as columns."""
    pair = lambda v: v if isinstance(v, (tuple, list)) else (v, v)
    return _nn.im2col(input, pair(kernel_size), pair(dilation), pair(padding), pair(stride))


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Columns as overlapping windows, summed."""
    pair = lambda v: v if isinstance(v, (tuple, list)) else (v, v)
    return _nn.col2im(input, pair(output_size), pair(kernel_size), pair(dilation), pair(padding), pair(stride))


# --- losses


def _warn_sizes(input, target):
    if target.size() != input.size():
        warnings.warn(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}). "
            "This will likely lead to incorrect results due to broadcasting. "
            "Please ensure they have the same size.", stacklevel=3)


def _weighted(losses, weight, size, reduction):
    """Losses of elements with weights, reduced; the mean is one over the weights."""
    if weight.size() != size:
        raise ValueError("Weights and input must have the same size.")
    losses = losses() * weight
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"Invalid reduction mode: {reduction}. Expected one of 'none', 'mean', 'sum'.")
    return losses if reduction == "none" else losses.sum() / weight.sum() if reduction == "mean" else losses.sum()


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """The mean squared difference."""
    if size_average is reduce is weight is None and torch._C._same_size(input, target):
        return _nn.mse_loss(input, target, _reduction_code(reduction))
    _warn_sizes(input, target)
    reduction = _reduction(size_average, reduce, reduction)
    first, second = torch.broadcast_tensors(input, target)
    if weight is not None:
        return _weighted(lambda: torch.pow(first - second, 2), weight, input.size(), reduction)
    return _nn.mse_loss(first, second, _reduction_code(reduction))


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """The mean absolute difference."""
    _warn_sizes(input, target)
    reduction = _reduction(size_average, reduce, reduction)
    first, second = torch.broadcast_tensors(input, target)
    if weight is not None:
        return _weighted(lambda: torch.abs(first - second), weight, input.size(), reduction)
    return _nn.l1_loss(first, second, _reduction_code(reduction))


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    """Squared below beta, absolute above."""
    _warn_sizes(input, target)
    reduction = _reduction(size_average, reduce, reduction)
    input, target = torch.broadcast_tensors(input, target)
    if beta == 0.0:
        return _nn.l1_loss(input, target, _reduction_code(reduction))
    return _nn.smooth_l1_loss(input, target, _reduction_code(reduction), beta)


def huber_loss(input, target, reduction="mean", delta=1.0, weight=None):
    """Squared below delta, linear above."""
    _warn_sizes(input, target)
    first, second = torch.broadcast_tensors(input, target)
    if weight is None:
        return _nn.huber_loss(first, second, _reduction_code(reduction), delta)
    # The mean is one over all elements here.
    losses = _weighted(lambda: _nn.huber_loss(first, second, 0, delta), weight, input.size(),
                       "none" if reduction == "mean" else reduction)
    return losses.mean() if reduction == "mean" else losses


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
    """The negative log probability of the target classes."""
    reduction = _reduction(size_average, reduce, reduction)
    return _nn.nll_loss_nd(input, target, weight, _reduction_code(reduction), ignore_index)


def cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean",
                  label_smoothing=0.0):
    """nll_loss of log_softmax."""
    reduction = _reduction(size_average, reduce, reduction)
    return _nn.cross_entropy_loss(input, target, weight, _reduction_code(reduction), ignore_index, label_smoothing)


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    """Cross entropy of probabilities of two classes."""
    reduction = _reduction(size_average, reduce, reduction)
    if target.size() != input.size():
        raise ValueError(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}) is "
            "deprecated. Please ensure they have the same size.")
    if weight is not None:
        weight = weight.expand(torch.broadcast_shapes(target.size(), weight.size()))
    return _nn.binary_cross_entropy(input, target, weight, _reduction_code(reduction))


def binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, reduction="mean",
                                     pos_weight=None):
    """Cross entropy of two classes from their log odds."""
    reduction = _reduction(size_average, reduce, reduction)
    if not target.size() == input.size():
        raise ValueError(f"Target size ({target.size()}) must be the same as input size ({input.size()})")
    return torch.binary_cross_entropy_with_logits(input, target, weight, pos_weight, _reduction_code(reduction))


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    """The Kullback-Leibler divergence of log probabilities."""
    if size_average is not None or reduce is not None:
        reduction = _reduction(size_average, reduce, reduction)
    if reduction == "mean":
        warnings.warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size."
            "'batchmean' divides only by the batch size, and aligns with the KL div math definition."
            "'mean' will be changed to behave the same as 'batchmean' in the next major release.", stacklevel=2)
    code = 2 if reduction == "batchmean" else _reduction_code(reduction)
    loss = torch.kl_div(input, target, code, log_target=log_target)
    if reduction == "batchmean" and input.dim() != 0:
        loss = loss / input.size()[0]
    return loss


def _plain_reduction(loss, reduction):
    code = _reduction_code(reduction)
    return loss if code == 0 else loss.mean() if code == 1 else loss.sum()


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
    """x for similar pairs, max(0, margin - x) for others."""
    reduction = _reduction(size_average, reduce, reduction)
    return torch.hinge_embedding_loss(input, target, margin, _reduction_code(reduction))


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    """max(0, -y (x1 - x2) + margin)."""
    code = _reduction_code(_reduction(size_average, reduce, reduction))
    if not input1.dim() == input2.dim() == target.dim():
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: "
            f"input1: {input1.size()}, input2: {input2.size()}, target: {target.size()} ")
    return torch.margin_ranking_loss(input1, input2, target, margin, code)


def cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    """Pulls pairs together or apart by their cosine."""
    reduction = _reduction(size_average, reduce, reduction)
    return torch.cosine_embedding_loss(input1, input2, target, margin, _reduction_code(reduction))


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None,
                        reduce=None, reduction="mean"):
    """max(0, d(a, p) - d(a, n) + margin)."""
    reduction = _reduction(size_average, reduce, reduction)
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    return torch.triplet_margin_loss(anchor, positive, negative, margin, p, eps, swap, _reduction_code(reduction))


def triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False,
                                      reduction="mean"):
    """max(0, d(a, p) - d(a, n) + margin) for any distance."""
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    distance = distance_function if distance_function is not None else torch.pairwise_distance
    if not anchor.ndim == positive.ndim == negative.ndim:
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: "
            f"anchor {anchor.ndim}D, positive {positive.ndim}D, and negative {negative.ndim}D inputs")
    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = torch.minimum(far, distance(positive, negative))
    losses = torch.clamp_min(margin + near - far, 0)
    return losses.mean() if reduction == "mean" else losses.sum() if reduction == "sum" else losses


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """log(1 + exp(-y x))."""
    reduction = _reduction(size_average, reduce, reduction)
    return _nn.soft_margin_loss(input, target, _reduction_code(reduction))


def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"):
    """The multi-class hinge loss."""
    reduction = _reduction(size_average, reduce, reduction)
    if p != 1 and p != 2:
        raise ValueError("only p == 1 and p == 2 supported")
    if weight is not None and weight.dim() != 1:
        raise ValueError("weight must be one-dimensional")
    return _nn.multi_margin_loss(input, target, p, margin, weight, _reduction_code(reduction))


def _check_labels(input, target):
    """What multilabel_margin_loss refuses."""
    dims = input.dim()
    if dims > 2 or dims and input.size(-1) == 0:
        raise RuntimeError("Expected non-empty vector or matrix with optional 0-dim batch size, but got: "
                           f"{list(input.shape)}")
    alike = target.shape == input.shape if dims == 2 else target.dim() <= 1 and target.numel() == input.numel()
    if not alike:
        raise RuntimeError(f"inconsistent target size: {list(target.shape)} for input of size: {list(input.shape)}")
    if target.numel() and not -1 <= target.min() <= target.max() < (input.size(-1) if dims else 1):
        raise RuntimeError("argument #2 'target' is out of range")
    if input.dtype not in (torch.float32, torch.float64):
        raise NotImplementedError(
            f"\"multilabel_margin_loss_forward_out_frame\" not implemented for '{_scalar_name(input)}'")
    if target.dtype is not torch.int64:
        raise RuntimeError(f"expected scalar type Long but found {_scalar_name(target)}")


def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """The multi-label hinge loss."""
    reduction = _reduction(size_average, reduce, reduction)
    code = _reduction_code(reduction)
    _check_arguments("multilabel_margin_loss(Tensor input, Tensor target, int reduction)", input, target, code)

    def loss(x):
        labels = target.view(x.shape)
        if x.dim() == 0:
            x, labels = x.unsqueeze(0), labels.unsqueeze(0)
        # The classes up to the first -1 are the sample's.
        listed = (labels >= 0).to(torch.int64).cumprod(-1)
        index = labels.clamp(min=0)
        held = torch.zeros_like(labels).scatter_add_(-1, index, listed) > 0
        counted = listed.unsqueeze(-1) * ~held.unsqueeze(-2)
        margins = (1 - x.gather(-1, index).unsqueeze(-1) + x.unsqueeze(-2)).clamp(min=0)
        losses = (margins * counted).sum((-2, -1)) / x.size(-1)
        return losses.mean() if code == 1 else losses.sum() if code == 2 else losses

    def checked(x):
        _check_labels(x, target)
        return _one_node("MultilabelMarginLossBackward0", loss, x)

    return _as_operator("multilabel_margin_loss", checked, input)


def linear_cross_entropy(input, linear_weight, target, *, linear_bias=None, weight=None, reduction="mean",
                         ignore_index=None, label_smoothing=0.0, options=None):
    """cross_entropy of scores that a linear map computes."""
    if input.dim() not in (1, 2):
        raise RuntimeError(f"expected input with dimensionality 1 or 2, got {input.dim()}")
    if options is not None:
        raise NotImplementedError("linear_cross_entropy(options=...) is not supported by nbrun: leave the options out")
    scores = _nn.linear(input, linear_weight.flatten(0, -2),
                        linear_bias if linear_bias is None else linear_bias.flatten())
    if linear_weight.dim() > 2:
        scores = scores.unflatten(-1, linear_weight.shape[:-1])
    return cross_entropy(scores, target, weight, ignore_index=-100 if ignore_index is None else ignore_index,
                         reduction=reduction, label_smoothing=label_smoothing)


def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    """Cross entropy of every label, averaged."""
    reduction = _reduction(size_average, reduce, reduction)
    loss = -(target * _nn.log_sigmoid(input) + (1 - target) * _nn.log_sigmoid(-input))
    if weight is not None:
        loss = loss * weight
    dim = input.dim() - 1
    count = input.size(dim)
    loss = loss.sum(dim=dim) / count
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not valid")
    return _plain_reduction(loss, reduction)


def poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None,
                     reduction="mean"):
    """The negative log likelihood of counts."""
    reduction = _reduction(size_average, reduce, reduction)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction + " is not a valid value for reduction")
    return torch.poisson_nll_loss(input, target, log_input, full, eps, _reduction_code(reduction))


def _spread_variance(var, input):
    """A variance in a form that broadcasts to the input's elements."""
    if isinstance(var, float):
        var = var * torch.ones_like(input)
    if torch.any(var < 0):
        raise ValueError("var has negative entry/entries")
    sizes, own = list(input.shape), list(var.shape)
    if own == sizes:
        return var
    if own == sizes[:-1]:
        return var.unsqueeze(-1)
    # One for each row, plane or image: a single dimension that is not the input's, and it is 1.
    if len(own) == len(sizes) and [length for length, whole in zip(own, sizes) if length != whole] == [1]:
        return var
    raise ValueError("var is of incorrect size")


def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    """The negative log likelihood of normal observations."""
    var = _spread_variance(var, input)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction + " is not valid")
    # The floor changes the value and not the gradient, which passes as if there were none.
    floored = var.clone()
    floored.data.clamp_(min=eps)
    squares = (input - target) ** 2
    loss = 0.5 * (floored.log() + squares / floored)
    if full:
        loss += 0.5 * math.log(2 * math.pi)
    return _plain_reduction(loss, reduction)


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False):
    """The connectionist temporal classification loss."""
    _reduction_code(reduction)
    return _as_operator(
        "ctc_loss", lambda scores: _resampling().ctc(scores, targets, input_lengths, target_lengths, blank, reduction,
                                                     zero_infinity), log_probs)


def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
    """Read an image at given points."""
    if mode not in ("bilinear", "nearest", "bicubic"):
        raise ValueError(
            "nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', "
            f"but got: '{mode}'")
    if padding_mode not in ("zeros", "border", "reflection"):
        raise ValueError(
            "nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', "
            f"but got: '{padding_mode}'")

    codes = ("bilinear", "nearest", "bicubic").index(mode), ("zeros", "border", "reflection").index(padding_mode)
    align_corners = _corners(align_corners)
    return torch.grid_sampler(input, grid, *codes, align_corners)


def affine_grid(theta, size, align_corners=None):
    """The points that an affine map reads."""
    align_corners = _corners(align_corners)
    _resampling().check_maps(theta, size)
    _check_arguments("affine_grid_generator(Tensor theta, SymInt[] size, bool align_corners)", theta, size, align_corners)
    return torch._C._one_linear_node(
        "AffineGridGeneratorBackward0", lambda maps: _resampling().grid(maps, size, bool(align_corners)), theta)


def multi_head_attention_forward(query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias,
                                 bias_k, bias_v, add_zero_attn, dropout_p, out_proj_weight, out_proj_bias,
                                 training=True, key_padding_mask=None, need_weights=True, attn_mask=None,
                                 use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None,
                                 v_proj_weight=None, static_k=None, static_v=None, average_attn_weights=True,
                                 is_causal=False):
    """Attention of several heads; (L, N, E) in and out."""
    if query.dim() not in (2, 3):
        raise AssertionError(f"query should be unbatched 2D or batched 3D tensor but received {query.dim()}-D query tensor")
    batched = query.dim() == 3
    if key.dim() != query.dim() or value.dim() != query.dim():
        kind = "batched" if batched else "unbatched"
        raise AssertionError(f"For {kind} ({query.dim()}-D) `query`, expected `key` and `value` to be {query.dim()}-D but found "
                             f"{key.dim()}-D and {value.dim()}-D tensors respectively")
    if not batched:
        query, key, value = query.unsqueeze(1), key.unsqueeze(1), value.unsqueeze(1)
        if key_padding_mask is not None:
            key_padding_mask = key_padding_mask.unsqueeze(0)
    length, batch, embed_dim = query.shape
    if is_causal and attn_mask is None:
        raise RuntimeError("Need attn_mask if specifying the is_causal hint. You may use the Transformer module method "
                           "`generate_square_subsequent_mask` to create this mask.")
    if embed_dim != embed_dim_to_check:
        raise AssertionError(f"was expecting embedding dimension of {embed_dim_to_check}, but got {embed_dim}")
    if not use_separate_proj_weight and key.shape != value.shape:
        raise AssertionError(f"key shape {key.shape} does not match value shape {value.shape}")
    head_dim = embed_dim // num_heads
    if attn_mask is not None:
        wanted = (length, key.size(0)) if attn_mask.dim() == 2 else (batch * num_heads, length, key.size(0))
        if attn_mask.dim() in (2, 3) and attn_mask.shape != wanted:
            raise RuntimeError(
                f"The shape of the {attn_mask.dim()}D attn_mask is {attn_mask.shape}, but should be {wanted}.")
    if use_separate_proj_weight:
        for what, table, tensor in (("query", q_proj_weight, query), ("key", k_proj_weight, key),
                                    ("value", v_proj_weight, value)):
            wanted = (embed_dim, tensor.size(-1))
            if table.shape != wanted:
                raise AssertionError(f"expecting {what} weights shape of {wanted}, but got {table.shape}")
        biases = (None, None, None) if in_proj_bias is None else in_proj_bias.chunk(3)
        q = _nn.linear(query, q_proj_weight, biases[0])
        k = _nn.linear(key, k_proj_weight, biases[1])
        v = _nn.linear(value, v_proj_weight, biases[2])
    elif query is key and key is value:
        projected = _nn.linear(query, in_proj_weight, in_proj_bias)
        q, k, v = projected.unflatten(-1, (3, embed_dim)).unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous()
    else:
        weights = in_proj_weight.chunk(3)
        biases = (None, None, None) if in_proj_bias is None else in_proj_bias.chunk(3)
        q, k, v = (_nn.linear(x, w, b) for x, w, b in zip((query, key, value), weights, biases))
    if bias_k is not None:
        k = torch.cat([k, bias_k.repeat(1, batch, 1)])
        v = torch.cat([v, bias_v.repeat(1, batch, 1)])
        if attn_mask is not None:
            attn_mask = pad(attn_mask, (0, 1))
        if key_padding_mask is not None:
            key_padding_mask = pad(key_padding_mask, (0, 1))
    q = q.view(length, batch * num_heads, head_dim).transpose(0, 1)
    k = k.view(k.shape[0], batch * num_heads, head_dim).transpose(0, 1)
    v = v.view(v.shape[0], batch * num_heads, head_dim).transpose(0, 1)
    if add_zero_attn:
        zeros = torch.zeros(k.size(0), 1, head_dim, dtype=k.dtype)
        k, v = torch.cat([k, zeros], 1), torch.cat([v, zeros], 1)
        if attn_mask is not None:
            attn_mask = pad(attn_mask, (0, 1))
        if key_padding_mask is not None:
            key_padding_mask = pad(key_padding_mask, (0, 1))
    source = k.size(1)

    def additive(mask):
        if mask is None or mask.dtype != torch.bool:
            return mask
        return torch.zeros_like(mask, dtype=q.dtype).masked_fill_(mask, float("-inf"))

    mask = additive(attn_mask)
    if mask is not None and mask.dim() == 2:
        mask = mask.unsqueeze(0)
    if key_padding_mask is not None:
        padding = additive(key_padding_mask).view(batch, 1, 1, source).expand(-1, num_heads, -1, -1)
        padding = padding.reshape(batch * num_heads, 1, source)
        mask = padding if mask is None else mask + padding
    if not training:
        dropout_p = 0.0
    if need_weights:
        scaled = q * math.sqrt(1.0 / float(head_dim))
        if mask is not None:
            weights = torch.baddbmm(mask, scaled, k.transpose(-2, -1))
        else:
            weights = torch.bmm(scaled, k.transpose(-2, -1))
        weights = softmax(weights, dim=-1)
        if dropout_p > 0.0:
            weights = dropout(weights, p=dropout_p)
        output = torch.bmm(weights, v)
        output = output.transpose(0, 1).contiguous().view(length * batch, embed_dim)
        output = _nn.linear(output, out_proj_weight, out_proj_bias)
        output = output.view(length, batch, output.size(1))
        weights = weights.view(batch, num_heads, length, source)
        if average_attn_weights:
            weights = weights.mean(dim=1)
        if not batched:
            return output.squeeze(1), weights.squeeze(0)
        return output, weights
    if mask is not None:
        if mask.size(0) == 1 and mask.dim() == 3:
            mask = mask.unsqueeze(0)
        else:
            mask = mask.view(batch, num_heads, -1, source)
    q = q.view(batch, num_heads, length, head_dim)
    k = k.view(batch, num_heads, source, head_dim)
    v = v.view(batch, num_heads, source, head_dim)
    output = _nn.scaled_dot_product_attention(q, k, v, mask, dropout_p, is_causal and mask is None)
    output = output.permute(2, 0, 1, 3).contiguous().view(batch * length, embed_dim)
    output = _nn.linear(output, out_proj_weight, out_proj_bias)
    output = output.view(length, batch, output.size(1))
    return (output if batched else output.squeeze(1)), None
