import torch

points = torch.tensor([[2.0, 0.1, 1.0], [4.0, -0.2, 2.1], [6.1, 0.3, 2.9], [8.0, 0.0, 4.2], [9.9, -0.1, 5.0]])
left, values, right = torch.pca_lowrank(points, q=2)
left.shape, values, right.shape
shares = values**2 / (len(points) - 1)
shares / shares.sum()
around = points - points.mean(0)
torch.allclose(left @ values.diag() @ right.T, around, atol=0.5)
torch.allclose((around @ right[:, :1]).abs(), (left[:, :1] * values[0]).abs(), atol=1e-4)
torch.linalg.svdvals(around)[:2]
torch.rand(1)
left, values, right = torch.svd_lowrank(points.T, q=2, niter=3)
left.shape, values, right.shape
left, values, right = torch.svd_lowrank(points, q=2, M=points.mean(0, keepdim=True))
values
[part.shape for part in torch.svd_lowrank(torch.randn(2, 5, 4), q=3)]
torch.svd_lowrank(points.to_sparse(), q=1)[1]
[part.shape for part in torch.pca_lowrank(points, center=False)]
torch.pca_lowrank(points, q=4)
torch.pca_lowrank(points, niter=-1)
torch.rand(1)
