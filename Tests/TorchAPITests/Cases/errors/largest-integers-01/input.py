import torch

# Numbers of elements, sizes and places at the ends of what an integer holds.
most, least = 2**63 - 1, -2**63
x = torch.arange(6.0).reshape(2, 3)
x.chunk(most)
x.chunk(most, 1)
torch.tensor([1]).chunk(most)
torch.unsafe_chunk(x, most)
x.chunk(least)
x.unflatten(1, [most, most])
x.resize_(most)
x.resize_(1, most)
x.resize_(most, 0).shape
torch.empty(4)[2:].resize_(most)
torch.hann_window(most)
torch.bartlett_window(most)
torch.kaiser_window(most)
torch.linalg.norm(torch.eye(2), most)
torch.linalg.matrix_norm(torch.eye(2), 3)
torch.linalg.matrix_norm(torch.eye(2), 0.5)
torch.histogramdd(torch.zeros(2, 3), most)
