"""Data sets are downloads, and nothing is downloaded here."""


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(f"module 'torchvision.datasets' has no attribute '{name}'")

    def refuse(*args, **kwargs):
        raise RuntimeError(f"torchvision.datasets.{name} needs a download, and nbrun downloads nothing: make a small data set"
                           " in the document, for example with torch.utils.data.TensorDataset")
    return refuse
