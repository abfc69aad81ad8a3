import torch
import torch.nn.functional as F


def layouts(shape=(2, 3, 4, 5)):
    """The same sizes in five layouts."""
    n = 1
    for size in shape:
        n *= size
    base = torch.arange(n).reshape(shape).float() / 7 + 0.5
    return {
        "contiguous": base,
        "transposed": base.reshape(2, 3, 5, 4).transpose(2, 3),
        "permuted": base.reshape(2, 4, 5, 3).permute(0, 3, 1, 2),
        "expanded": base[:, :1].expand(shape),
        "stepped": torch.arange(2 * n).reshape(2, 3, 4, 10).float()[..., ::2] / 7 + 0.5,
    }


def strides(value):
    if isinstance(value, torch.Tensor):
        return str(value.stride()) + ("" if value.is_contiguous() else "*")
    return " ".join(strides(part) for part in value if isinstance(part, torch.Tensor))


def show(*expressions):
    """What strides the results have, for each layout; a star stands behind those that are not contiguous."""
    for expression in expressions:
        function = eval("lambda x, y: " + expression)
        found = []
        for name, x in layouts().items():
            try:
                found.append(name + " " + strides(function(x, layouts()["contiguous"])))
            except Exception as error:
                found.append(name + " " + type(error).__name__)
        print(expression + ": " + "; ".join(found))
