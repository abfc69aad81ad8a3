import torch, warnings, math
def caught(run):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        try:
            run()
        except Exception as error:
            print(type(error).__name__, error)
    for w in found:
        text = str(w.message)
        print(w.category.__name__, text if "Traceback of forward" not in text else text.split("Traceback of forward")[0])

x = torch.ones(2, requires_grad=True)
y = x * 2
caught(lambda: y.grad)
caught(lambda: y.sum().backward(create_graph=True))
caught(lambda: (x * 2).sum().backward(create_graph=True))
caught(lambda: float(x.sum()))
caught(lambda: int(x.sum()))
caught(lambda: x.sum().item())
caught(lambda: torch.tensor(x))
caught(lambda: torch.tensor(x.detach()))
def anomaly():
    with torch.autograd.detect_anomaly():
        z = torch.tensor([-1.0], requires_grad=True)
        z.sqrt().sum().backward()

caught(anomaly)
def anomaly2():
    with torch.autograd.set_detect_anomaly(True):
        z = torch.tensor([0.0], requires_grad=True)
        (z.sqrt() * 0).sum().backward()

caught(anomaly2)
def unseen():
    z = torch.tensor([-1.0], requires_grad=True)
    out = z.sqrt().sum()
    with torch.autograd.set_detect_anomaly(True):
        out.backward()

caught(unseen)
def scheduler():
    optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=0.1)
    torch.optim.lr_scheduler.StepLR(optimizer, 1).step()

caught(scheduler)
caught(lambda: torch.autograd.gradcheck(lambda x: x * 2, (torch.ones(1, requires_grad=True),), eps=1e-2, atol=1e-2))
caught(lambda: torch.autograd.Variable(torch.ones(1), volatile=True))
