k = 'quotients'
for d in (D.FisherSnedecor(T([1.0, 3.0]), T([3.0, 7.0])), D.InverseGamma(T([1.5, 3.0]), 2.0), D.Kumaraswamy(T([1.5, 3.0]), 2.0)):
    show(d, None)
