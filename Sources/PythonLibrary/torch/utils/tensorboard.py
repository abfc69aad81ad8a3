"""What documents log for TensorBoard. nbrun has no files to log to: it says so once, and keeps nothing."""

import warnings

__all__ = ["SummaryWriter"]


class SummaryWriter:
    """Takes what PyTorch's takes, and drops it."""

    def __init__(self, log_dir=None, comment="", purge_step=None, max_queue=10, flush_secs=120, filename_suffix=""):
        self.log_dir = log_dir
        warnings.warn("nbrun keeps no logs for TensorBoard: what a SummaryWriter is given is dropped", stacklevel=2)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def get_logdir(self):
        if self.log_dir is None:
            raise NotImplementedError("SummaryWriter.get_logdir() of a default folder is not supported by nbrun, which "
                                      "keeps no logs for TensorBoard")
        return self.log_dir


def _drop(*arguments):
    """A method that takes the named arguments and further ones, and does nothing."""
    count = len(arguments)

    def method(self, *values, **named):
        missing = [name for name in arguments[len(values):count] if name not in named]
        if missing:
            raise TypeError(f"missing {len(missing)} required positional arguments: {', '.join(map(repr, missing))}")

    return method


for _name, _arguments in {
    "add_scalar": ("tag", "scalar_value"), "add_scalars": ("main_tag", "tag_scalar_dict"),
    "add_histogram": ("tag", "values"), "add_image": ("tag", "img_tensor"), "add_images": ("tag", "img_tensor"),
    "add_figure": ("tag", "figure"), "add_text": ("tag", "text_string"), "add_graph": ("model",),
    "add_embedding": ("mat",), "add_pr_curve": ("tag", "labels", "predictions"),
    "add_hparams": ("hparam_dict", "metric_dict"), "add_video": ("tag", "vid_tensor"),
    "add_audio": ("tag", "snd_tensor"), "add_mesh": ("tag", "vertices"), "add_custom_scalars": ("layout",),
    "flush": (), "close": (),
}.items():
    setattr(SummaryWriter, _name, _drop(*_arguments))
