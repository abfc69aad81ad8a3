import torch
values = [3e9, -3e9, 1e10, 70000.0, -70000.0, 300.0, -300.0, 40000.0, float("inf"), float("-inf"), float("nan"), 2.0**31, -2.0**31 - 1000, 5e18, 1e19, -1e19, 4294967295.0, 2.0**32 + 512, -0.5, 255.9]
def converted(source, target):
    x = torch.tensor(values, dtype=source)
    alone = [x[i].to(target).item() for i in range(len(values))]
    stepped = torch.stack([x, x], 1)[:, 0]
    same = [x.repeat(9).to(target)[:len(values)].tolist() == alone, stepped.to(target).tolist() == alone]
    kept = torch.zeros(len(values), 2, dtype=target)
    kept[:, 1] = x
    return alone, same, kept[:, 1].tolist() == alone
converted(torch.float32, torch.uint8)
converted(torch.float32, torch.int8)
converted(torch.float32, torch.int16)
converted(torch.float32, torch.int32)
converted(torch.float32, torch.int64)
converted(torch.float64, torch.uint8)
converted(torch.float64, torch.int8)
converted(torch.float64, torch.int16)
converted(torch.float64, torch.int32)
converted(torch.float64, torch.int64)
converted(torch.float16, torch.int16)
converted(torch.float16, torch.int32)
converted(torch.bfloat16, torch.int16)
converted(torch.bfloat16, torch.int32)
torch.tensor([3e9 + 1j, -0.5 - 2j]).real.int()
