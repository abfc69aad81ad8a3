k = 'mixture'
for d in (D.MixtureSameFamily(D.Categorical(T([0.3, 0.7])), D.Normal(T([-1.0, 1.0]), T([0.5, 1.0]))),
          D.MixtureSameFamily(D.Categorical(torch.ones(3)), D.Independent(D.Normal(torch.arange(6.0).view(3, 2), torch.ones(3, 2)), 1)),
          D.MixtureSameFamily(D.Categorical(torch.ones(2, 3)), D.Poisson(torch.arange(1.0, 7.0).view(2, 3)))):
    torch.manual_seed(3)
    print(d, d.batch_shape, d.event_shape, d.support, d.mean, d.variance, d.stddev)
    x = d.sample((4,))
    print(x, d.log_prob(x), d.sample(), d.expand((2,) + tuple(d.batch_shape)).sample())
    try:
        print(d.cdf(x))
    except NotImplementedError as error:
        print("no cdf")
means = torch.tensor([-1.0, 1.0], requires_grad=True)
D.MixtureSameFamily(D.Categorical(torch.ones(2)), D.Normal(means, torch.ones(2))).log_prob(T([0.5, 2.0])).sum().backward()
print(means.grad)
for arguments in ((D.Normal(0.0, 1.0), D.Normal(T([0.0]), 1.0)), (D.Categorical(torch.ones(2)), 3),
                  (D.Categorical(torch.ones(2)), D.Normal(torch.zeros(3), 1.0)),
                  (D.Categorical(torch.ones(2, 3)), D.Normal(torch.zeros(4, 3), 1.0))):
    try:
        D.MixtureSameFamily(*arguments)
    except ValueError as error:
        print(error)
