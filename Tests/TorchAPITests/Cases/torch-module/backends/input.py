import torch
torch.use_deterministic_algorithms(True)
torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled()
torch.use_deterministic_algorithms(True, warn_only=True)
torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled(), torch.get_deterministic_debug_mode()
torch.set_deterministic_debug_mode("error")
torch.are_deterministic_algorithms_enabled(), torch.get_deterministic_debug_mode()
torch.set_deterministic_debug_mode(0)
torch.get_deterministic_debug_mode()
torch.set_deterministic_debug_mode("x")
torch.set_deterministic_debug_mode(5)
torch.use_deterministic_algorithms(1)
torch.use_deterministic_algorithms()
torch.set_num_threads(2)
torch.get_num_threads()
torch.set_num_threads(0)
torch.set_num_threads("a")
torch.set_num_threads(1.5)
torch.get_float32_matmul_precision(), torch.backends.cuda.matmul.allow_tf32
torch.set_float32_matmul_precision("high")
torch.get_float32_matmul_precision(), torch.backends.cuda.matmul.allow_tf32
torch.backends.cudnn.benchmark = True
torch.backends.cudnn.benchmark, torch.backends.cudnn.is_available(), torch.backends.cudnn.version()
torch.backends.mkl.is_available(), torch.backends.mkldnn.is_available(), torch.backends.mkldnn.enabled
torch.backends.openmp.is_available(), torch.backends.mps.is_available(), torch.backends.cuda.is_built()
