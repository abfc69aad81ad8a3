import torch
import torch.distributions as D
T = torch.tensor
def show(d, values):
    torch.manual_seed(3)
    print(d, d.batch_shape, d.event_shape, d.has_rsample, d.has_enumerate_support)
    for name in ("mean", "variance", "stddev", "mode", "support", "entropy()", "perplexity()", "enumerate_support()"):
        if name == "support" and k == "uniform": continue
        try:
            print(name, eval("d." + name))
        except NotImplementedError as error:
            print(name, "NotImplementedError")
    for shape in ((), (1,), (2,), (17,), (2, 3)):
        x = d.sample(shape)
        print(shape, x, x.dtype, x.requires_grad)
        if d.has_rsample:
            print(d.rsample(shape))
    x = d.sample((2,)) if values is None else values
    print(d.log_prob(x))
    for name in ("cdf", "icdf"):
        try:
            print(name, getattr(d, name)(x if name == "cdf" else T(0.3)))
        except NotImplementedError as error:
            print(name, "NotImplementedError")
    wide = d.expand((3,) + tuple(d.batch_shape))
    print(wide, wide.sample(), wide.log_prob(wide.sample()), wide.mean)
