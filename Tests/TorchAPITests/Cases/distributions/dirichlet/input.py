k = 'dirichlet'
for d in (D.Dirichlet(T([0.5, 1.5, 3.0])),
          D.Dirichlet(T([[2.0, 1.0], [0.3, 0.4]])),):
    show(d, None)

