# A small convolution of one sample is a product of matrices, and so are its gradients.
import torch
import torch.nn.functional as F

def numbers(*shape):
    count = 1
    for n in shape:
        count *= n
    return (torch.arange(count, dtype=torch.float64) * 0.7390851332151607 % 1 - 0.43).float().reshape(shape)

def checksum(x):
    bits = x.detach().contiguous().view(torch.int32).flatten().to(torch.int64)
    return int((bits % 1000003 * (torch.arange(len(bits)) % 97 + 1)).sum())

for function, shape, weights, arguments in (
    (F.conv1d, (1, 2, 9), (3, 2, 3), {}),
    (F.conv1d, (1, 3, 5), (1, 3, 5), {}),
    (F.conv1d, (1, 1, 30), (5, 1, 4), {"stride": 2, "padding": 1}),
    (F.conv1d, (1, 4, 20), (6, 4, 3), {"dilation": 2}),
    (F.conv2d, (1, 1, 6, 6), (1, 1, 3, 3), {}),
    (F.conv2d, (1, 3, 8, 8), (4, 3, 3, 3), {"padding": 1}),
    (F.conv2d, (1, 2, 7, 5), (2, 2, 5, 2), {"stride": (2, 1)}),
    (F.conv2d, (1, 2, 9, 9), (3, 2, 3, 3), {"dilation": 2, "padding": 1}),
    (F.conv2d, (1, 5, 4, 4), (7, 5, 1, 1), {}),
    (F.conv3d, (1, 2, 4, 5, 4), (3, 2, 2, 3, 2), {"padding": 1}),
    (F.conv_transpose1d, (1, 2, 5), (2, 3, 2), {}),
    (F.conv_transpose2d, (1, 3, 4, 4), (3, 2, 3, 3), {"stride": 2, "output_padding": 1}),
    (F.conv_transpose3d, (1, 2, 3, 3, 3), (2, 2, 2, 2, 2), {}),
):
    for has_bias in (False, True):
        x, w = numbers(*shape).requires_grad_(), numbers(*weights).requires_grad_()
        outputs = weights[1] if "transpose" in function.__name__ else weights[0]
        b = numbers(outputs).requires_grad_() if has_bias else None
        y = function(x, w, b, **arguments)
        y.backward(numbers(*y.shape))
        print(function.__name__, tuple(y.shape), checksum(y), checksum(x.grad), checksum(w.grad))
