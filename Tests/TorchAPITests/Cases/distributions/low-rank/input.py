k = 'low-rank'
for d in (D.LowRankMultivariateNormal(torch.zeros(3), T([[1.0, 0.5], [0.0, 1.0], [0.3, 0.2]]), T([1.0, 0.5, 2.0])),
          D.LowRankMultivariateNormal(torch.zeros(2, 2), T([[1.0], [0.3]]), T([1.0, 0.5]))):
    show(d, None)
    print(d.covariance_matrix, d.precision_matrix, d.scale_tril)
for arguments in ((T(0.0), T([[1.0]]), T([1.0])), (T([0.0]), T([1.0]), T([1.0])), (T([0.0]), torch.ones(2, 1), T([1.0])),
                  (T([0.0]), T([[1.0]]), T([1.0, 2.0])), (torch.zeros(2, 1), torch.ones(3, 1, 1), T([1.0]))):
    try:
        D.LowRankMultivariateNormal(*arguments)
    except ValueError as error:
        print(error)
