show(
    "F.max_pool1d(x, 1)",
    "torch.combinations(x[0, 0], 1)",
    "torch.einsum('ijk->ij', x)",
    "torch.chain_matmul(x[0])",
    "torch.Tensor(x)",
)
