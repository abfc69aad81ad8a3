import torch
from torch import nn
from torch.nn.utils.rnn import *
torch.manual_seed(0)
seqs = [torch.randn(n, 2) for n in (2, 4, 3)]
padded = pad_sequence(seqs, batch_first=True)
lengths = torch.tensor([len(s) for s in seqs])
print(padded.shape, lengths)
packed = pack_padded_sequence(padded, lengths, batch_first=True, enforce_sorted=False)
print(packed.batch_sizes, packed.sorted_indices, packed.unsorted_indices, packed.data.shape)
gru = nn.GRU(2, 3, batch_first=True, bidirectional=True)
out, h = gru(packed)
un, n = pad_packed_sequence(out, batch_first=True, padding_value=0.0)
print(un.shape, n, h.shape)
print(un[0])
last = un[torch.arange(3), n - 1, :3]
print(torch.allclose(last, h[0]))
mask = torch.arange(4)[None] < n[:, None]
print(mask, (un * mask[..., None]).sum(1) / n[:, None])
print(pack_sequence(seqs, enforce_sorted=False).data.shape, [u.shape for u in unpack_sequence(packed)], unpad_sequence(padded, lengths, True)[1].shape)
pack_padded_sequence(padded, lengths, batch_first=True)
pack_padded_sequence(padded, torch.tensor([2, 0, 1]), batch_first=True, enforce_sorted=False)
pack_padded_sequence(padded, torch.tensor([2, 1]), batch_first=True, enforce_sorted=False)
print(pad_sequence(seqs).shape, pad_sequence([torch.tensor([1, 2]), torch.tensor([3])], True, -1, padding_side="left"))
print(packed)
lstm = nn.LSTM(2, 3, 2, dropout=0.0)
o, (h, c) = lstm(pack_sequence(seqs, enforce_sorted=False))
print(h, type(o).__name__, o.data.sum())
o.data.sum().backward()
print(lstm.weight_ih_l0.grad.norm())
gru(torch.randn(2, 3))[0].shape
gru(torch.randn(2, 3, 5))
lstm(torch.randn(3, 2, 2), torch.zeros(2, 2, 3))
nn.RNN(2, 3, nonlinearity="gelu")
