k = 'lkj'
for d in (D.LKJCholesky(3, T([0.5, 1.0])), D.LKJCholesky(4, 1.5)):
    show(d, None)
try:
    D.LKJCholesky(1)
except ValueError as error:
    print(error)
