"""The place where older programs import these names from."""

from torch.utils.data import *
