k = 'multivariate'
for d in (D.MultivariateNormal(T([1.0, -1.0]), T([[2.0, 0.5], [0.5, 1.0]])),
          D.MultivariateNormal(torch.zeros(3), scale_tril=T([[1.0, 0.0, 0.0], [0.5, 2.0, 0.0], [-1.0, 0.3, 0.7]])),
          D.MultivariateNormal(torch.zeros(2), precision_matrix=T([[2.0, 0.5], [0.5, 1.0]])),):
    show(d, None)

