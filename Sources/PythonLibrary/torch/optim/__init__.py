"""Optimizers and schedules of their settings. Each is loaded when it is first asked for."""

import torch

_FILES = {
    "optimizer": "Optimizer",
    "sgd": "SGD",
    "adam": "Adam AdamW Adamax NAdam RAdam SparseAdam",
    "matrix": "Adafactor Muon",
    "lbfgs": "LBFGS",
    "others": "Adagrad Adadelta RMSprop Rprop ASGD",
}
_FILE_OF = {name: file for file, names in _FILES.items() for name in names.split()}
__all__ = list(_FILE_OF) + ["lr_scheduler", "swa_utils"]


def __getattr__(name):
    if name in ("lr_scheduler", "swa_utils"):
        return torch._C._import("torch.optim." + name)
    file = _FILE_OF.get(name)
    if file is None:
        raise torch._C._missing("torch.optim", name, __all__)
    value = getattr(torch._C._import("torch.optim." + file), name)
    setattr(torch._C._import("torch.optim"), name, value)
    return value
