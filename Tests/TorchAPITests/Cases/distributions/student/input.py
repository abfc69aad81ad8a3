k = 'student'
for d in (D.StudentT(3.0),
          D.StudentT(T([0.5, 1.5, 4.0]), 1.0, 2.0),):
    show(d, None)

