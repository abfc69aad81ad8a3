k = 'wishart'
import warnings
S = T([[2.0, 0.5], [0.5, 1.0]])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for d in (D.Wishart(T(3.0), S), D.Wishart(T([3.0, 4.0]), scale_tril=torch.linalg.cholesky(S)), D.Wishart(5, precision_matrix=S)):
        show(d, None)
        print(d.covariance_matrix, d.precision_matrix, d.scale_tril)
    D.Wishart(1.5, S)
print(sorted({str(w.message) for w in caught}))
for arguments in ((T(1.0), S), (T(3.0), S[0]), (T(3.0), S, S)):
    try:
        D.Wishart(*arguments)
    except (ValueError, AssertionError) as error:
        print(type(error).__name__, error)
print(D.kl_divergence(D.Wishart(T(3.0), S), D.Wishart(T(4.0), torch.eye(2))))
