import torch

str(torch.tensor(3))
print(torch.tensor([1.5]), torch.tensor(2))
f"{torch.tensor(3.14159)}"
f"{torch.tensor(3.14159):.2f}"
f"{torch.tensor([1., 2.])}"
f"{torch.tensor([1., 2.]):.2f}"
"%s" % torch.tensor([1])
"{}".format(torch.tensor(2))
"%.3f" % torch.tensor(2.5)
"%d" % torch.tensor(3)
f"{torch.tensor(7):d}"
f"{torch.tensor(7):>5}"
