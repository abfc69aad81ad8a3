import torch, torch.nn as nn
torch.manual_seed(0)
for cls in (nn.LSTM, nn.GRU, nn.RNN):
    for layers in (1, 2):
        for bi in (False, True):
            for bf in (False, True):
                r = cls(2, 3, layers, bidirectional=bi, batch_first=bf).double()
                print(cls.__name__, layers, bi, bf, type(r(torch.randn(3, 2, 2).double())[0].grad_fn).__name__, type(r(torch.randn(3, 2).double())[0].grad_fn).__name__)
