"""Logs for TensorBoard, which nbrun does not write: the import fails as PyTorch's does where TensorBoard is missing."""

raise ModuleNotFoundError("No module named 'tensorboard': nbrun writes no logs for it; matplotlib.pyplot draws curves",
                          name="tensorboard")
