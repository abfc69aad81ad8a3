import torch

device = torch.accelerator.current_accelerator().type if torch.accelerator.is_available() else "cpu"
device
torch.accelerator.current_accelerator()
torch.accelerator.device_count()
torch.accelerator.synchronize()
torch.accelerator.set_device_index(0)
torch.cuda.manual_seed(0)
torch.cuda.manual_seed_all(0)
torch.cuda.seed()
torch.cuda.empty_cache()
torch.cuda.memory_allocated(), torch.cuda.memory_reserved(), torch.cuda.max_memory_allocated(device=0)
torch.cuda.get_arch_list(), torch.cuda.get_rng_state_all()
torch.cuda.set_rng_state_all([])
torch.cuda.get_rng_state()
torch.cuda.current_device()
torch.cuda.synchronize()
torch.cuda.get_device_name(0)
torch.cuda.OutOfMemoryError is torch.OutOfMemoryError
issubclass(torch.cuda.OutOfMemoryError, RuntimeError)
torch.tensor([1.0]).is_nonzero(), torch.tensor(0).is_nonzero()
torch.tensor([1.0, 2.0]).is_nonzero()
torch.tensor([]).is_nonzero()
from torch.profiler import ProfilerActivity, profile, record_function
ProfilerActivity.CPU
with record_function("marked"):
    print(torch.ones(2).sum())
@record_function("decorated")
def double(x):
    return 2 * x
double(torch.ones(2))
with profile(activities=[ProfilerActivity.CPU], record_shapes=True) as measured:
    print(torch.ones(3).sum())
try:
    from torch.utils.tensorboard import SummaryWriter
except ImportError:
    print("no TensorBoard")
import torch.nothing
import torch.nn.nothing
