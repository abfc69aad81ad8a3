"""Modules that would be spread over several devices: here there is one, on which they compute the same."""

from torch.nn.modules.module import Module


class DataParallel(Module):
    """Runs a module; with no device to spread the batch over, on the whole batch at once."""

    def __init__(self, module, device_ids=None, output_device=None, dim=0):
        super().__init__()
        self.module = module
        self.device_ids = []

    def forward(self, *inputs, **kwargs):
        return self.module(*inputs, **kwargs)


class DistributedDataParallel(Module):
    """Needs processes that talk to each other, of which there are none."""

    def __init__(self, *args, **kwargs):
        raise NotImplementedError(
            "DistributedDataParallel is not supported by nbrun: there is one process. nn.DataParallel runs on one device")
