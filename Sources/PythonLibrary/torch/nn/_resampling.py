"""Reading images between their elements, and the loss that sums over alignments: made of other operators."""

import math

import torch
from torch.nn.functional import _type_text


def _in_format_of(input, output):
    """An image or a volume with channels innermost where the input has them there."""
    if not input.is_contiguous():
        for format in (torch.channels_last, torch.channels_last_3d):
            if input.is_contiguous(memory_format=format):
                return output.contiguous(memory_format=format)
    return output.contiguous()


def wrapped(input, pad):
    """The last dimensions continued with what stands at their other end."""
    dims = len(pad) // 2
    lengths = list(input.shape[-dims:])
    margins = [(pad[2 * (dims - 1 - dim)], pad[2 * (dims - 1 - dim) + 1]) for dim in range(dims)]
    for length, (before, after) in zip(lengths, margins):
        if before > length or after > length:
            raise RuntimeError("Padding value causes wrapping around more than once.")
        if length + before + after < 0:
            raise RuntimeError("Negative padding value is resulting in an empty dimension")
    shape = [length + before + after for length, (before, after) in zip(lengths, margins)]
    out = torch.zeros(list(input.shape[:-dims]) + shape, dtype=input.dtype)
    place, source = out, input
    for dim, (before, after) in enumerate(margins, -dims):
        place = place.narrow(dim, max(before, 0), place.size(dim) - max(before, 0) - max(after, 0))
        source = source.narrow(dim, max(-before, 0), source.size(dim) - max(-before, 0) - max(-after, 0))
    place.copy_(source)
    for dim in reversed(range(-dims, 0)):
        length, (before, after) = out.size(dim), margins[dim]
        if before > 0:
            out.narrow(dim, 0, before).copy_(out.narrow(dim, length - before - max(after, 0), before))
        if after > 0:
            out.narrow(dim, length - after, after).copy_(out.narrow(dim, max(before, 0), after))
    return out


def nearest_exact(input, sizes, factors):
    """The element whose centre is nearest to every place."""
    return _nearest(input, sizes, factors, 0.5)


def nearest(input, sizes, factors):
    """The element at the left of every place."""
    return _nearest(input, sizes, factors, 0.0)


def _nearest(input, sizes, factors, shift):
    dims = input.dim() - 2
    if sizes is None:
        sizes = [int(math.floor(input.size(i + 2) * factors[i])) for i in range(dims)]
    source = input
    for dim in range(dims):
        length = input.size(dim + 2)
        step = 1.0 / factors[dim] if factors else length / sizes[dim]
        index = [min(int((i + shift) * step), length - 1) for i in range(sizes[dim])]
        input = input.index_select(dim + 2, torch.tensor(index))
    return _in_format_of(source, input)


def check_maps(theta, size):
    """What affine_grid refuses."""
    if not theta.is_floating_point():
        raise ValueError(f"Expected theta to have floating point type, but got {theta.dtype}")
    if len(size) not in (4, 5):
        raise NotImplementedError("affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, "
                                  f"respectively. Got size {size}.")
    dims = len(size) - 2
    if theta.dim() != 3 or list(theta.shape[-2:]) != [dims, dims + 1]:
        raise ValueError(f"Expected a batch of {dims}D affine matrices of shape Nx{dims}x{dims + 1} for size {size}. "
                         f"Got {theta.shape}.")
    if min(size) <= 0:
        raise ValueError(f"Expected non-zero, positive output size. Got {size}")


def grid(theta, size, align_corners):
    """The points that affine maps read, with coordinates from -1 to 1."""
    lengths = list(size[2:])
    axes = []
    for length in lengths:
        axis = torch.linspace(-1, 1, length, dtype=theta.dtype) if length > 1 else torch.zeros(1, dtype=theta.dtype)
        axes.append(axis if align_corners else axis * (length - 1) / length)
    base = torch.stack(list(reversed(torch.meshgrid(*axes, indexing="ij"))) + [torch.ones(lengths, dtype=theta.dtype)],
                       -1)
    flat = base.view(1, -1, len(lengths) + 1).expand(size[0], -1, -1)
    return flat.bmm(theta.transpose(1, 2)).view([theta.size(0)] + lengths + [len(lengths)])


class CtcLoss(torch.autograd.Function):
    """The negative logarithm of the probability of all alignments of each target, by the forward algorithm."""

    @staticmethod
    def forward(ctx, log_probs, labels, input_lengths, target_lengths, blank):
        result, gradients = torch._C._nn._alignment_losses(log_probs, labels, input_lengths, target_lengths, blank,
                                                           ctx.needs_input_grad[0])
        ctx.save_for_backward(log_probs, gradients, result)
        return result

    @staticmethod
    def backward(ctx, grad):
        return CtcLossGradient.apply(grad, *ctx.saved_tensors), None, None, None, None


class CtcLossGradient(torch.autograd.Function):
    """The gradient of the loss, which has none itself."""

    @staticmethod
    def forward(ctx, grad, log_probs, gradients, losses):
        scaled = gradients * grad.view(1, -1, 1)
        # An impossible alignment has no gradient where its loss is counted as 0.
        ignored = (losses.isinf() & (grad == 0)).view(1, -1, 1)
        return scaled.masked_fill(ignored, 0.0)

    @staticmethod
    def backward(ctx, grad):
        raise RuntimeError("derivative for aten::_ctc_loss_backward is not implemented")


def ctc(log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity):
    """The loss of every sample, and what becomes of them together."""
    is_batched = log_probs.dim() == 3
    if not is_batched:
        log_probs = log_probs.unsqueeze(1)
        targets = targets.unsqueeze(0) if targets.dim() == 1 else targets

    def numbers(lengths):
        found = lengths.reshape(-1).tolist() if isinstance(lengths, torch.Tensor) else lengths
        return [found] if isinstance(found, int) else list(found)

    input_lengths, target_lengths = numbers(input_lengths), numbers(target_lengths)
    steps, batch, classes = log_probs.shape
    if not 0 <= blank < classes:
        raise RuntimeError("blank must be in label range")
    if len(input_lengths) != batch:
        raise RuntimeError("input_lengths must be of size batch_size")
    if len(target_lengths) != batch:
        raise RuntimeError("target_lengths must be of size batch_size")
    for index, length in enumerate(input_lengths):
        if length > steps:
            raise RuntimeError(f"Expected input_lengths to have value at most {steps}, but got value {length} "
                               "(while checking arguments for ctc_loss_cpu)")
    labels, start = [], 0
    for index, length in enumerate(target_lengths):
        if targets.dim() == 1:
            labels += targets[start:start + length].tolist()
            start += length
        else:
            labels += targets[index, :length].tolist()
    labels = torch.tensor(labels, dtype=torch.int64)
    losses = torch._C._one_node(
        "CtcLossBackward0", lambda x: CtcLoss.apply(x, labels, input_lengths, target_lengths, blank), log_probs)
    if zero_infinity:
        losses = torch.where(losses.isinf(), torch.zeros_like(losses), losses)
    if reduction == "mean":
        return (losses / torch.tensor(target_lengths).clamp(min=1).to(losses.dtype)).mean()
    if reduction == "sum":
        return losses.sum()
    return losses if is_batched else losses.squeeze(0)


def bags(input, weight, offsets, mode, per_sample_weights, include_last_offset, padding_idx, sparse):
    """Rows of a table, summed, averaged or maximised over bags that begin at the offsets."""
    places = input.reshape(-1)
    ends = torch._C._nn._bag_ends(places, offsets, weight.size(0), include_last_offset)
    if ends.numel() and padding_idx is None and not sparse and weight.dtype in (torch.float32, torch.float64) and (
            per_sample_weights is None or per_sample_weights.dtype == weight.dtype):
        places = places.to(torch.int64)
        if mode == "max":
            return torch._C._nn._bag_maxima(weight, places, ends)[0]
        if per_sample_weights is not None:
            weight = torch.embedding(weight, places, -1) * per_sample_weights.unsqueeze(1)
            places = torch.arange(places.numel())
        return torch._C._nn._bag_sums(weight, places, ends, mode == "mean")
    for tensor in (input, offsets):
        if tensor.dtype not in (torch.int64, torch.int32):
            raise RuntimeError("Expected tensor for argument #1 'indices' to have one of the following scalar types: "
                               f"Long, Int; but got {tensor.type()} instead (while checking arguments for "
                               "embedding_bag)")
    if not weight.is_floating_point():
        raise RuntimeError("Expected tensor for argument #1 'weight' to have one of the following scalar types: Half, "
                           f"BFloat16, Float, Double; but got {_type_text(weight)} instead (while checking "
                           "arguments for embedding_bag)")
    if places.numel() and not 0 <= places.min().item() <= places.max().item() < weight.size(0):
        outside = places[(places < 0) | (places >= weight.size(0))]
        index = (places == outside[0]).nonzero()[0].item()
        raise RuntimeError(f"Index {index} of input takes value {outside[0].item()} which is not in the valid range "
                           f"[0, {weight.size(0)})")
    ends = offsets.tolist()
    if ends and ends[0] != 0:
        raise RuntimeError(f"offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from "
                           f"position 0. However, got {ends[0]}\n[ {offsets.type()}{{}} ]")
    if ends and ends[-1] > input.numel():
        raise RuntimeError(f"offsets[-1] can not be greater than input's length {input.numel()} but got offsets[-1] of "
                           f"{ends[-1]}")
    if padding_idx is not None and not -weight.size(0) <= padding_idx < weight.size(0):
        raise RuntimeError(f"padding_idx must be within the number of embeddings, -{weight.size(0)} through "
                           f"{weight.size(0) - 1}, but got {padding_idx}")
    if per_sample_weights is not None and per_sample_weights.dtype != weight.dtype:
        raise RuntimeError(
            "Expected tensor for argument #1 'weight' to have the same type as tensor for argument #1 "
            f"'per_sample_weights'; but type {_type_text(weight)} does not equal "
            f"{_type_text(per_sample_weights)} (while checking arguments for embedding_bag)")
    if include_last_offset:
        starts, stops = ends[:-1], ends[1:]
    else:
        starts, stops = ends, ends[1:] + [input.numel()]
    if padding_idx is not None and padding_idx < 0:
        padding_idx += weight.size(0)
    rows = torch.embedding(weight, input, -1 if padding_idx is None else padding_idx, False, sparse)
    if per_sample_weights is not None:
        rows = rows * per_sample_weights.unsqueeze(1)
    results = []
    for start, stop in zip(starts, stops):
        own = rows[start:stop]
        if padding_idx is not None:
            own = own[input[start:stop] != padding_idx]
        if own.size(0) == 0:
            results.append(weight.new_zeros(weight.size(1)))
        elif mode == "max":
            results.append(own.max(0)[0])
        else:
            results.append(own.sum(0) if mode == "sum" else own.mean(0))
    return torch.stack(results) if results else weight.new_zeros((0, weight.size(1)))
