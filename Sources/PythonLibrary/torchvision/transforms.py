"""Transforms of tensors."""
import torch


def _checked(img):
    if not isinstance(img, torch.Tensor):
        raise TypeError(f"img should be Tensor Image. Got {type(img)}")
    return img


class Compose:
    def __init__(self, transforms):
        self.transforms = transforms

    def __call__(self, img):
        for transform in self.transforms:
            img = transform(img)
        return img

    def __repr__(self):
        return "\n".join(["Compose(", *(f"    {transform}" for transform in self.transforms), ")"])


class ToTensor:
    def __call__(self, pic):
        import numpy as np
        if not isinstance(pic, np.ndarray):
            raise TypeError(f"pic should be PIL Image or ndarray. Got {type(pic)}")
        if pic.ndim not in (2, 3):
            raise ValueError(f"pic should be 2/3 dimensional. Got {pic.ndim} dimensions.")
        img = torch.from_numpy(pic if pic.ndim == 3 else pic[:, :, None]).permute((2, 0, 1)).contiguous()
        return img.to(torch.get_default_dtype()).div(255) if img.dtype == torch.uint8 else img

    def __repr__(self):
        return "ToTensor()"


class Normalize(torch.nn.Module):
    def __init__(self, mean, std, inplace=False):
        super().__init__()
        self.mean, self.std, self.inplace = mean, std, inplace

    def forward(self, tensor):
        if _checked(tensor).ndim < 2:
            raise TypeError("Tensor is not a torch image.")
        if not tensor.is_floating_point():
            raise TypeError(f"Input tensor should be a float tensor. Got {tensor.dtype}.")
        if tensor.ndim < 3:
            raise ValueError("Expected tensor to be a tensor image of size (..., C, H, W). Got tensor.size() = "
                             f"{tensor.size()}")
        tensor = tensor if self.inplace else tensor.clone()
        mean, std = (torch.as_tensor(v, dtype=tensor.dtype) for v in (self.mean, self.std))
        if bool((std == 0).any()):
            raise ValueError(f"std evaluated to zero after conversion to {tensor.dtype}, leading to division by zero.")
        mean, std = (v.view(-1, 1, 1) if v.ndim == 1 else v for v in (mean, std))
        return tensor.sub_(mean).div_(std)

    def __repr__(self):
        return f"Normalize(mean={self.mean}, std={self.std})"


class Lambda:
    def __init__(self, lambd):
        if not callable(lambd):
            raise TypeError(f"Argument lambd should be callable, got {type(lambd).__name__!r}")
        self.lambd = lambd

    def __call__(self, img):
        return self.lambd(img)

    def __repr__(self):
        return "Lambda()"


class CenterCrop(torch.nn.Module):
    def __init__(self, size):
        super().__init__()
        self.size = (size, size) if isinstance(size, int) else tuple(size)

    def forward(self, img):
        height, width = _checked(img).shape[-2:]
        rows, columns = self.size
        if rows > height or columns > width:
            raise NotImplementedError("nbrun's CenterCrop does not pad: the image is smaller than the crop")
        top, left = int(round((height - rows) / 2.0)), int(round((width - columns) / 2.0))
        return img[..., top:top + rows, left:left + columns]

    def __repr__(self):
        return f"CenterCrop(size={self.size})"


class _Flip(torch.nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p

    def forward(self, img):
        return _checked(img).flip(self._dim) if torch.rand(1) < self.p else img

    def __repr__(self):
        return f"{type(self).__name__}(p={self.p})"


class RandomHorizontalFlip(_Flip):
    _dim = -1


class RandomVerticalFlip(_Flip):
    _dim = -2


def __getattr__(name):
    raise AttributeError(f"module 'torchvision.transforms' has no attribute '{name}', or nbrun does not support it")
