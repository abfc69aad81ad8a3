import copy
import io
import torch

# What looked at one memory looks at one memory in a copy, and in a file.
whole = torch.arange(6.0)
copied = copy.deepcopy((whole, whole[2:5], whole.view(2, 3)))
copied[0][3] = 99
copied
whole
parts = copy.deepcopy({"first": whole[:2], "second": whole[1:3]})
parts["first"][1] = 7
parts
parts["second"].storage_offset(), parts["second"].untyped_storage().nbytes()
file = io.BytesIO()
torch.save([whole, whole[2:5]], file)
file.seek(0)
loaded = torch.load(file)
loaded[0][3] = -1
loaded
turned = copy.deepcopy(torch.arange(6).view(2, 3).t())
turned.stride(), turned.is_contiguous()
wide = copy.deepcopy(torch.ones(1).expand(3))
wide.stride(), wide
bits = torch.ones(2)
both = copy.deepcopy([bits, bits.view(torch.int32)])
both[1].zero_()
both
lone = copy.deepcopy(whole[4:])
lone.storage_offset(), lone.untyped_storage().nbytes()
layer = torch.nn.Linear(2, 2)
tied = copy.deepcopy(torch.nn.ModuleDict({"one": layer, "two": layer}))
tied["one"] is tied["two"], tied["one"].weight is layer.weight
leaf = torch.ones(2, requires_grad=True)
(leaf * 3).sum().backward()
twin = copy.deepcopy(leaf)
twin.grad.zero_()
leaf.grad, twin.requires_grad
numbers = torch.tensor([1 + 2j, 3 - 1j])
pair = copy.deepcopy([numbers, numbers.conj(), numbers.imag])
pair[1], pair[2]
