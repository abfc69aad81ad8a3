k = 'registry'
C = D.constraints
x = torch.tensor([[0.3, -1.2, 0.7], [1.5, 0.1, -0.4]])
for registry in (D.biject_to, D.transform_to):
    for c in (C.real, C.positive, C.nonnegative, C.greater_than(2.0), C.less_than(3.0), C.interval(-1.0, 2.0), C.unit_interval, C.simplex,
              C.corr_cholesky, C.real_vector, C.independent(C.positive, 1), C.cat([C.real, C.positive], -1, [1, 2]),
              C.stack([C.real, C.positive, C.unit_interval], -1), C.lower_cholesky, C.positive_definite, C.boolean, C.dependent):
        try:
            t = registry(c)
            print(c, t, t(x).shape, c.check(t(x)).all())
        except Exception as error:
            print(c, type(error).__name__, str(error).split("\n")[0][:60])
@D.biject_to.register(C.boolean)
def _(constraint):
    return D.ExpTransform()
print(D.biject_to(C.boolean))
try:
    D.biject_to.register(3, lambda c: c)
except TypeError as error:
    print(error)
for c, v in ((C.one_hot, T([[0.0, 1.0], [1.0, 1.0]])), (C.corr_cholesky, torch.eye(2)), (C.lower_triangular, torch.ones(2, 2)),
             (C.positive_semidefinite, torch.ones(2, 2)), (C.MixtureSameFamilyConstraint(C.positive), T([1.0, -1.0]))):
    print(c, c.check(v), c.event_dim, c.is_discrete)
