k = 'categorical'
for d in (D.Categorical(T([0.1, 0.2, 0.7])),
          D.Categorical(T([[1.0, 2.0], [3.0, 1.0]])),
          D.Categorical(logits=T([0.5, -1.0, 2.0])),):
    show(d, None)

