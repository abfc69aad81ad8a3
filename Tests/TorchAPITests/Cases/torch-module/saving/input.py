# What files of `torch.save` hold, and tensors that change places.
import torch
from torch import nn

torch.save(nn.Sequential(nn.Linear(1, 1), nn.ReLU()), "whole.pt")
sorted(torch.serialization.get_unsafe_globals_in_checkpoint("whole.pt"))
torch.save({"a": torch.ones(1), "b": [1, (2, "c")]}, "plain.pt")
torch.serialization.get_unsafe_globals_in_checkpoint("plain.pt")
torch.serialization.get_default_load_endianness(), torch.serialization.get_crc32_options(), torch.serialization.get_default_mmap_options()
torch.serialization.set_default_load_endianness(torch.serialization.LoadEndianness.LITTLE)
torch.serialization.get_default_load_endianness()
torch.serialization.set_default_load_endianness("big")
torch.serialization.set_default_load_endianness(None)
torch.serialization.set_crc32_options(False)
torch.serialization.get_crc32_options()

a, b = torch.arange(2), torch.arange(3.0)
a.mark = "first"
names = (id(a), id(b))
torch.utils.swap_tensors(a, b)
a, b, hasattr(a, "mark"), b.mark, names == (id(a), id(b))
a, b = nn.Parameter(torch.ones(2)), nn.Parameter(torch.zeros(1), requires_grad=False)
a.grad = torch.full((2,), 3.0)
torch.utils.swap_tensors(a, b)
type(a), type(b), a, b, a.grad, b.grad
b.mul(2).sum().backward()
b.grad

from torch.nn.modules.utils import consume_prefix_in_state_dict_if_present

state = {"module.weight": torch.ones(1, 2), "module.bias": torch.zeros(1), "other": torch.ones(1)}
consume_prefix_in_state_dict_if_present(state, "module.")
state
