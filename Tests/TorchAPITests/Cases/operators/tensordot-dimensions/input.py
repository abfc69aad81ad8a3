import torch
x = torch.arange(6.).reshape(2, 3)
for a in (x, torch.tensor(2.0), torch.ones(4)):
    for b in (x, torch.tensor(2.0), torch.ones(4)):
        for d in (10**18, 2**31, 5, 2, 3, -5, -1, 0, 1, ([0], [10**18]), ([-9], [0]), ([0, 0], [0, 1]), ([0, 1], [0, 1])):
            try:
                print(torch.tensordot(a, b, d).shape)
            except Exception as e:
                print(type(e).__name__, e)
