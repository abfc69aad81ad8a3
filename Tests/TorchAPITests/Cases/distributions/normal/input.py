k = 'normal'
for d in (D.Normal(0.5, 2.0),
          D.Normal(T([0.0, 1.0]), T([1.0, 3.0])),
          D.Normal(T([[1.0], [2.0]]), 0.5),):
    show(d, None)

