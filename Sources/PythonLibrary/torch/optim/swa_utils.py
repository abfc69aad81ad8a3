"""Averages of a model's parameters over the steps of its training."""

from copy import deepcopy
import math

import torch
from torch.nn.modules.module import Module
from torch.optim.lr_scheduler import LRScheduler


def get_ema_avg_fn(decay=0.999):
    """The exponential moving average, as a function of one parameter."""
    _check_decay(decay)

    @torch.no_grad()
    def ema_update(ema_param, current_param, num_averaged):
        return decay * ema_param + (1 - decay) * current_param

    return ema_update


def get_swa_avg_fn():
    """The plain average, as a function of one parameter."""
    @torch.no_grad()
    def swa_update(averaged_param, current_param, num_averaged):
        return averaged_param + (current_param - averaged_param) / (num_averaged + 1)

    return swa_update


def get_ema_multi_avg_fn(decay=0.999):
    """The exponential moving average, as a function of all parameters."""
    _check_decay(decay)

    @torch.no_grad()
    def ema_update(ema_param_list, current_param_list, _):
        for average, current in zip(ema_param_list, current_param_list):
            average.lerp_(current, 1 - decay)

    return ema_update


def get_swa_multi_avg_fn():
    """The plain average, as a function of all parameters."""
    @torch.no_grad()
    def swa_update(averaged_param_list, current_param_list, num_averaged):
        for average, current in zip(averaged_param_list, current_param_list):
            average.lerp_(current, 1 / (float(num_averaged) + 1))

    return swa_update


def _check_decay(decay):
    if decay < 0.0 or decay > 1.0:
        raise ValueError(f"Invalid decay value {decay} provided. Please provide a value in [0,1] range.")


class AveragedModel(Module):
    """A copy of a model whose parameters are averages of the model's at every `update_parameters`."""

    def __init__(self, model, device=None, avg_fn=None, multi_avg_fn=None, use_buffers=False):
        super().__init__()
        if avg_fn is not None and multi_avg_fn is not None:
            raise AssertionError("Only one of avg_fn and multi_avg_fn should be provided")
        self.module = deepcopy(model)
        self.register_buffer("n_averaged", torch.tensor(0, dtype=torch.long))
        self.avg_fn = avg_fn
        self.multi_avg_fn = multi_avg_fn
        self.use_buffers = use_buffers

    def forward(self, *args, **kwargs):
        return self.module(*args, **kwargs)

    def update_parameters(self, model):
        def averaged(module):
            return list(module.parameters()) + (list(module.buffers()) if self.use_buffers else [])

        own, new = averaged(self.module), averaged(model)
        with torch.no_grad():
            if self.n_averaged == 0:
                for average, value in zip(own, new):
                    average.copy_(value)
            elif self.avg_fn is None:
                update = self.multi_avg_fn if self.multi_avg_fn is not None else get_swa_multi_avg_fn()
                floating = [(a, v) for a, v in zip(own, new) if a.is_floating_point()]
                update([a for a, _ in floating], [v for _, v in floating], self.n_averaged)
                for average, value in zip(own, new):
                    if not average.is_floating_point():
                        average.copy_(value)
            else:
                for average, value in zip(own, new):
                    average.copy_(self.avg_fn(average, value, self.n_averaged))
            if not self.use_buffers:
                for own_buffer, buffer in zip(self.module.buffers(), model.buffers()):
                    own_buffer.copy_(buffer)
        self.n_averaged += 1


@torch.no_grad()
def update_bn(loader, model, device=None):
    """Compute the statistics of all batch normalisations anew from a loader's data."""
    momenta = {}
    for module in model.modules():
        if hasattr(module, "running_mean") and hasattr(module, "reset_running_stats"):
            module.reset_running_stats()
            momenta[module] = module.momentum
    if not momenta:
        return
    was_training = model.training
    model.train()
    for module in momenta:
        module.momentum = None
    for input in loader:
        model(input[0] if isinstance(input, (list, tuple)) else input)
    for module, momentum in momenta.items():
        module.momentum = momentum
    model.train(was_training)


class SWALR(LRScheduler):
    """Brings the learning rate to a fixed value over some epochs and keeps it there."""

    def __init__(self, optimizer, swa_lr, anneal_epochs=10, anneal_strategy="cos", last_epoch=-1):
        rates = swa_lr if isinstance(swa_lr, (list, tuple)) else [swa_lr] * len(optimizer.param_groups)
        if len(rates) != len(optimizer.param_groups):
            raise ValueError("swa_lr must have the same length as optimizer.param_groups. swa_lr has "
                             f"{len(rates)} values, param_groups has {len(optimizer.param_groups)}.")
        for rate, group in zip(rates, optimizer.param_groups):
            group["swa_lr"] = rate
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError(
                f"anneal_strategy must be one of 'cos' or 'linear', instead got {anneal_strategy}")
        if not isinstance(anneal_epochs, int) or anneal_epochs < 0:
            raise ValueError(f"anneal_epochs must be equal or greater than 0, got {anneal_epochs}")
        self._anneal_strategy = anneal_strategy
        self.anneal_epochs = anneal_epochs
        super().__init__(optimizer, last_epoch)

    def _part(self, epoch):
        """How far the way from the first rate to the last one is gone."""
        way = max(0, min(1, epoch / max(1, self.anneal_epochs)))
        return way if self._anneal_strategy == "linear" else (1 - math.cos(math.pi * way)) / 2

    def get_lr(self):
        epoch = self._step_count - 1
        if self.anneal_epochs == 0:
            epoch = max(1, epoch)
        before, now = self._part(epoch - 1), self._part(epoch)
        rates = []
        for group in self.optimizer.param_groups:
            last = group["swa_lr"]
            first = last if before == 1 else (group["lr"] - before * last) / (1 - before)
            rates.append(last * now + first * (1 - now))
        return rates
