import torch

torch.__version__
torch.version.cuda
torch.cuda.is_available()
torch.cuda.device_count()
torch.backends.mps.is_available()
torch.backends.cudnn.enabled
torch.device("cuda" if torch.cuda.is_available() else "cpu")
torch.ones(1).cuda()
torch.ones(1, device="cuda")
torch.get_default_dtype()
torch.set_default_dtype(torch.float64)
torch.tensor([1.5])
torch.tensor(1.5).dtype
torch.set_default_dtype(torch.float32)
torch.set_default_dtype(torch.int32)
torch.pi, torch.e, torch.inf, torch.nan
torch.float, torch.double, torch.long
torch.get_num_threads() > 0
