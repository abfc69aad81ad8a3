# What PyTorch warns of when older ways are gone: the first words of each warning, and how often it comes.
import re
import warnings
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def told(action, times=1):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(times):
            try:
                action()
            except RuntimeError as error:
                print("RuntimeError", str(error).split("\n")[0])
    for warning in caught:
        print(warning.category.__name__, re.sub(r" \(Triggered internally at [^)]*\)", "", str(warning.message)))


vector, square = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([[2.0, 1.0], [1.0, 3.0]])
told(lambda: torch.cross(vector, vector.flip(0)), 2)
told(lambda: torch.cross(vector, vector, dim=0))
told(lambda: torch.qr(square), 2)
told(lambda: square.cholesky(), 2)
told(lambda: torch.lu_solve(square, *torch.linalg.lu_factor(square)))
told(lambda: torch.chain_matmul(square, square))
told(lambda: torch.triangular_solve(square, square))
told(lambda: torch.set_default_tensor_type(torch.FloatTensor))
told(lambda: torch.stft(torch.arange(16.0), 4))
told(lambda: torch.where(torch.tensor([1, 0], dtype=torch.uint8), 1, 2))
told(lambda: vector[torch.tensor([1, 0, 1], dtype=torch.uint8)])
told(lambda: torch.tensor([np.arange(2), np.arange(2)]), 2)
told(lambda: torch.tensor([[1.0 + 2j]]).to(torch.float64), 2)
told(lambda: torch.std(torch.ones(1)), 2)
told(lambda: torch.ones(1, 3).var(0))
told(lambda: torch.var_mean(torch.ones(2), correction=2))
told(lambda: torch.ones(0).std(correction=0))
told(lambda: torch.add(vector, 1, out=torch.ones(2)))
told(lambda: torch.max(square, 0, out=(torch.ones(3), torch.ones(3, dtype=torch.int64))))
told(lambda: torch.add(vector, 1, out=torch.ones(0)))
told(lambda: square.storage(), 2)
told(lambda: square.to_sparse_csc())
told(lambda: square.to_sparse_csr())
told(lambda: torch.sparse_coo_tensor([[0]], [1.0], (2,)), 2)
told(lambda: nn.Linear(2, 2).to(torch.complex64))
told(lambda: nn.CrossEntropyLoss(size_average=False))
told(lambda: nn.MSELoss(reduce=False))
told(lambda: nn.init.kaiming_uniform_(torch.empty(0, 2)))
told(lambda: nn.init.kaiming_normal_(torch.empty(2, 0)))
told(lambda: nn.utils.weight_norm(nn.Linear(2, 2)))
told(lambda: nn.utils.clip_grad_norm([torch.ones(1, requires_grad=True)], 1.0))
told(lambda: F.dropout2d(torch.ones(2, 3, 4)))
told(lambda: F.dropout2d(torch.ones(2, 3)))
told(lambda: F.dropout3d(torch.ones(2, 3, 4)))
told(lambda: F.gumbel_softmax(vector, eps=1e-3))
told(lambda: torch.asarray(torch.ones(2, requires_grad=True)), 2)
for options in ({}, {"batch_first": True, "norm_first": True}, {"batch_first": True, "bias": False},
                {"batch_first": True, "activation": torch.tanh}, {"batch_first": True, "activation": nn.GELU()}):
    told(lambda: nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8, **options), 1))
told(lambda: nn.TransformerEncoder(nn.TransformerEncoderLayer(3, 3, 8, batch_first=True), 1))
told(lambda: nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 1, enable_nested_tensor=False))
