"""Losses scaled up so that the small gradients of a small type do not vanish."""

import enum
import math
import warnings

import torch


class OptState(enum.Enum):
    """What was done with the gradients of an optimizer since the last update."""

    READY = 0
    UNSCALED = 1
    STEPPED = 2


class _Progress:
    """Where an optimizer is between two updates; `is_finite` is None as long as nobody looked."""

    def __init__(self):
        self.stage = OptState.READY
        self.is_finite = None


class GradScaler:
    """Scales losses, scales gradients back, skips steps that are not finite, and adapts the scale."""

    def __init__(self, device="cuda", init_scale=2.0**16, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000,
                 enabled=True):
        self._device = device
        self._enabled = enabled
        if enabled and device == "cuda":
            warnings.warn("torch.cuda.amp.GradScaler is enabled, but CUDA is not available.  Disabling.", stacklevel=2)
            self._enabled = False
        if not self._enabled:
            return
        if growth_factor <= 1.0:
            raise AssertionError("The growth factor must be > 1.0.")
        if backoff_factor >= 1.0:
            raise AssertionError("The backoff factor must be < 1.0.")
        self._init_scale = init_scale
        self._growth_factor = growth_factor
        self._backoff_factor = backoff_factor
        self._growth_interval = growth_interval
        # The scale is a tensor from its first use on.
        self._scale = None
        self._init_growth_tracker = 0
        self._growth_tracker = None
        self._progress = {}

    def _known_scale(self, what):
        if self._scale is None:
            raise AssertionError(f"Attempted {what} but _scale is None.  This may indicate your script did not use "
                                 "scaler.scale(loss or outputs) earlier in the iteration.")
        return self._scale

    def _progress_of(self, optimizer):
        return self._progress.setdefault(id(optimizer), _Progress())

    def scale(self, outputs):
        """A loss, or losses in containers, times the scale."""
        if not self._enabled:
            return outputs
        if isinstance(outputs, torch.Tensor):
            if self._scale is None:
                self._scale = torch.tensor(float(self._init_scale))
                self._growth_tracker = torch.tensor(self._init_growth_tracker, dtype=torch.int32)
            return outputs * self._scale
        try:
            parts = iter(outputs)
        except TypeError:
            raise ValueError("outputs must be a Tensor or an iterable of Tensors") from None
        scaled = map(self.scale, parts)
        return type(outputs)(scaled) if isinstance(outputs, (list, tuple)) else scaled

    def _unscale(self, optimizer, progress):
        factor = float(1.0 / self._scale.double())
        for group in optimizer.param_groups:
            for param in group["params"]:
                gradient = param.grad
                if gradient is None:
                    continue
                if gradient.dtype == torch.float16:
                    raise ValueError("Attempting to unscale FP16 gradients.")
                with torch.no_grad():
                    is_finite = bool(gradient.isfinite().all())
                    gradient.mul_(factor)
                progress.is_finite = is_finite and progress.is_finite is not False

    def unscale_(self, optimizer):
        """Divide the gradients by the scale, and see whether all are finite."""
        if not self._enabled:
            return
        self._known_scale("unscale_")
        progress = self._progress_of(optimizer)
        if progress.stage is OptState.UNSCALED:
            raise RuntimeError("unscale_() has already been called on this optimizer since the last update().")
        if progress.stage is OptState.STEPPED:
            raise RuntimeError("unscale_() is being called after step().")
        self._unscale(optimizer, progress)
        progress.stage = OptState.UNSCALED

    def step(self, optimizer, *args, **kwargs):
        """A step of the optimizer, unless a gradient is infinite."""
        if not self._enabled:
            return optimizer.step(*args, **kwargs)
        if "closure" in kwargs:
            raise RuntimeError("Closure use is not currently supported if GradScaler is enabled.")
        self._known_scale("step")
        progress = self._progress_of(optimizer)
        if progress.stage is OptState.STEPPED:
            raise RuntimeError("step() has already been called since the last update().")
        if progress.stage is OptState.READY:
            self.unscale_(optimizer)
        if progress.is_finite is None:
            raise AssertionError("No inf checks were recorded for this optimizer.")
        result = optimizer.step(*args, **kwargs) if progress.is_finite else None
        progress.stage = OptState.STEPPED
        return result

    def update(self, new_scale=None):
        """Change the scale after the steps: down after a gradient that was not finite, up after a while without."""
        if not self._enabled:
            return
        scale = self._known_scale("update")
        found = [state.is_finite for state in self._progress.values() if state.is_finite is not None]
        if new_scale is not None:
            if isinstance(new_scale, float):
                scale.fill_(new_scale)
            elif new_scale.device.type == "cpu" and new_scale.numel() == 1 and not new_scale.requires_grad \
                    and new_scale.dtype == torch.float32:
                scale.copy_(new_scale)
            else:
                raise AssertionError("new_scale should be a float or a 1-element torch.cuda.FloatTensor or "
                                     "torch.FloatTensor with requires_grad=False.")
        elif not found:
            raise AssertionError("No inf checks were recorded prior to update.")
        elif not all(found):
            scale.mul_(self._backoff_factor)
            self._growth_tracker.fill_(0)
        elif int(self._growth_tracker) + 1 < self._growth_interval:
            self._growth_tracker.add_(1)
        else:
            # A scale that would be infinite stays as it is.
            if math.isfinite(scale.item() * self._growth_factor):
                scale.mul_(self._growth_factor)
            self._growth_tracker.fill_(0)
        self._progress = {}

    def is_enabled(self):
        return self._enabled

    def get_scale(self):
        if not self._enabled:
            return 1.0
        return self._init_scale if self._scale is None else self._scale.item()

    def get_growth_factor(self):
        return self._growth_factor

    def set_growth_factor(self, new_factor):
        self._growth_factor = new_factor

    def get_backoff_factor(self):
        return self._backoff_factor

    def set_backoff_factor(self, new_factor):
        self._backoff_factor = new_factor

    def get_growth_interval(self):
        return self._growth_interval

    def set_growth_interval(self, new_interval):
        self._growth_interval = new_interval

    def _get_growth_tracker(self):
        if not self._enabled:
            return 0
        return self._init_growth_tracker if self._growth_tracker is None else int(self._growth_tracker)

    def state_dict(self):
        if not self._enabled:
            return {}
        return {"scale": self.get_scale(), "growth_factor": self._growth_factor,
                "backoff_factor": self._backoff_factor, "growth_interval": self._growth_interval,
                "_growth_tracker": self._get_growth_tracker()}

    def load_state_dict(self, state_dict):
        if not self._enabled:
            return
        if not state_dict:
            raise RuntimeError("The source state dict is empty, possibly because it was saved from a disabled instance "
                               "of GradScaler.")
        self._init_scale = state_dict["scale"]
        self._growth_factor = state_dict["growth_factor"]
        self._backoff_factor = state_dict["backoff_factor"]
        self._growth_interval = state_dict["growth_interval"]
        self._init_growth_tracker = state_dict["_growth_tracker"]
        if self._scale is not None:
            self._scale.fill_(self._init_scale)
            self._growth_tracker.fill_(self._init_growth_tracker)
