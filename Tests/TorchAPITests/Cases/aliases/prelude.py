import torch
import torch.nn.functional as F


def show(*expressions):
    """How results lie to the memory of the tensor they are made of."""
    for expression in expressions:
        x = torch.arange(24.0).reshape(2, 3, 4).clone()
        c = torch.complex(x, x)
        n = x.clone().requires_grad_()
        try:
            result = eval(expression)
        except Exception as error:
            print(expression + ": " + type(error).__name__)
            continue
        source = {"c.": c, "n.": n, "n[": n}.get(expression[:2], c if expression.endswith("(c)") else x)
        found = []
        for part in result if isinstance(result, (tuple, list)) else [result]:
            if not isinstance(part, torch.Tensor):
                found.append(type(part).__name__)
                continue
            words = []
            if part is source:
                words.append("itself")
            first = source.data_ptr()
            shares = first <= part.data_ptr() < first + source.numel() * source.element_size()
            words.append("shares" if shares and part.numel() else "apart")
            words.append("view" if part._is_view() else "no view")
            words.append("base" if part._base is source else "no base" if part._base is None else "other base")
            words.append(f"offset {part.storage_offset()}")
            found.append(" ".join(words))
        print(expression + ": " + "; ".join(found))
