k = 'pareto'
for d in (D.Pareto(1.0, 2.5), D.Pareto(T([1.0, 2.0]), T([1.5, 3.0]))):
    show(d, None)
