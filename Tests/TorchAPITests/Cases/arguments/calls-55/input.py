import torch
torch.float32()
torch.Size([1]).foo
torch.cuda.current_device()
torch.cuda.get_device_name(0)
