import numpy as np
import torch
from torchvision import transforms

img = torch.arange(32.0).view(2, 4, 4) / 32
transforms.Normalize((0.5, 0.25), (0.5, 2.0))(img)
transforms.Normalize([0.5], [0.5])(img)[0, 0]
transforms.Compose([transforms.Normalize((0.5,), (0.5,)), transforms.CenterCrop(2)])
transforms.Compose([transforms.Normalize((0.5,), (0.5,)), transforms.CenterCrop(2)])(img)
transforms.ToTensor()
transforms.ToTensor()(np.arange(12, dtype=np.uint8).reshape(2, 2, 3))
transforms.ToTensor()(np.arange(4.0).reshape(2, 2))
transforms.ToTensor()([1, 2])
transforms.Normalize((0.5,), (0.5,))(torch.arange(4))
transforms.Normalize((0.5,), (0.5,))(torch.ones(2, 2))
transforms.Normalize((0.5,), (0.0,))(img)
transforms.Lambda(lambda x: x * 2)(torch.ones(2))
transforms.Lambda(3)
transforms.CenterCrop(2)
torch.manual_seed(0)
for _ in range(6):
    print(transforms.RandomHorizontalFlip(0.5)(img)[0, 0])
transforms.RandomHorizontalFlip()
transforms.RandomVerticalFlip(p=1.0)(img)[0, :, 0]
transforms.ToTensor()(np.zeros(3))
