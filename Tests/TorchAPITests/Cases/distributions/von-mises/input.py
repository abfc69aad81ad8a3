k = 'von-mises'
for d in (D.VonMises(T([0.0, 1.0]), T([1.0, 8.0])), D.VonMises(T(2.0), T(1e-6))):
    show(d, None)
