k = 'transforms'
C, X = D.constraints, torch.tensor([[0.3, -1.2, 0.7], [1.5, 0.1, -0.4]])
def tell(t, x):
    y = t(x)
    print(t, y, t.inv(y))
    for text in ("t.log_abs_det_jacobian(x, y)", "t.inv.log_abs_det_jacobian(y, x)", "t.domain", "t.codomain", "t.event_dim",
                 "t.bijective", "t.sign", "t.forward_shape(x.shape)", "t.inverse_shape(y.shape)", "t.inv", "t.inv.inv is t",
                 "t == t.with_cache()", "(lambda c: c.inv(c(x)) is x)(t.with_cache())", "t.codomain.check(y).all()"):
        try:
            print(text, eval(text, {"t": t, "x": x, "y": y}))
        except Exception as error:
            print(text, type(error).__name__, error)
for t in (D.ExpTransform(), D.SigmoidTransform(), D.SoftplusTransform(), D.AbsTransform(), D.AffineTransform(1.0, T([2.0, -3.0, 0.5])),
          D.AffineTransform(1.0, 2.0, event_dim=1), D.CorrCholeskyTransform(), D.SoftmaxTransform(), D.StickBreakingTransform(),
          D.CatTransform([D.ExpTransform(), D.AffineTransform(0.0, 2.0)], dim=-1, lengths=[1, 2]),
          D.StackTransform([D.ExpTransform(), D.AffineTransform(0.0, 2.0), D.TanhTransform()], dim=1),
          D.ComposeTransform([D.AffineTransform(0.0, 2.0), D.StickBreakingTransform()]), D.IndependentTransform(D.ExpTransform(), 1),
          D.ReshapeTransform((2, 3), (6,)), D.CumulativeDistributionTransform(D.Normal(0.0, 1.0)), D.identity_transform):
    tell(t, X)
tell(D.PowerTransform(2.0), X.abs())
for t in (D.LowerCholeskyTransform(), D.PositiveDefiniteTransform()):
    tell(t, X[:, :2])
try:
    D.ReshapeTransform((2,), (3,))
except ValueError as error:
    print(error)
