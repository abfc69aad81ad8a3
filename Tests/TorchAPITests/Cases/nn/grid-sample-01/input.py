import torch
import torch.nn.functional as F

nan, inf = float("nan"), float("inf")
torch.manual_seed(0)
for dtype in (torch.float32, torch.float64):
    for dims in (2, 3):
        for mode in ("bilinear", "nearest", "bicubic")[:4 - dims + 1]:
            for padding in ("zeros", "border", "reflection"):
                for corners in (False, True):
                    x = torch.randn([2, 2] + [4, 3, 3][:dims], dtype=dtype, requires_grad=True)
                    points = (torch.rand([2, 3, 2, 2][:dims + 1] + [dims], dtype=dtype) * 3 - 1.5).requires_grad_()
                    out = F.grid_sample(x, points, mode, padding, corners)
                    out.backward(torch.randn_like(out))
                    print(dims, mode, padding, corners, type(out.grad_fn).__name__)
                    print(out.flatten().tolist())
                    print(x.grad.flatten().tolist(), points.grad.flatten().tolist())
# One column, and points that are no numbers or far away.
x = torch.arange(1.0, 9).view(1, 2, 4, 1)
far = torch.tensor([[nan, 0], [inf, 0], [-inf, 0], [0, nan], [0, inf], [1e30, 0], [-1e30, 0.2]]).view(1, 1, -1, 2)
for mode in ("bilinear", "nearest", "bicubic"):
    for padding in ("zeros", "border", "reflection"):
        print(F.grid_sample(x, far, mode, padding, align_corners=False).tolist())
        print(F.grid_sample(x, far, mode, padding, align_corners=True).tolist())
# Gradients of gradients.
for mode in ("bilinear", "bicubic"):
    x = torch.rand(1, 1, 3, 3, dtype=torch.float64, requires_grad=True)
    points = (torch.rand(1, 1, 2, 2, dtype=torch.float64) - 0.5).requires_grad_()
    out = F.grid_sample(x, points, mode, align_corners=False)
    first = torch.autograd.grad((out * out).sum(), [x, points], create_graph=True)
    print(type(first[0].grad_fn).__name__)
    print(*torch.autograd.grad(sum((g * g).sum() for g in first), [x, points]))
    print(torch.autograd.gradcheck(lambda a, b: F.grid_sample(a, b, mode, align_corners=False), (x, points)))
half = F.grid_sample(torch.tensor([[[[1.0, -2], [3, inf]]]]).half(), torch.tensor([[[[-0.4, -0.3], [2, 2]]]]).half(),
                     align_corners=False)
print(half)
print(torch.grid_sampler(torch.ones(1, 1, 2, 2), torch.zeros(1, 1, 1, 2), 0, 0, False),
      torch.grid_sampler_3d(torch.ones(1, 1, 2, 2, 2), torch.zeros(1, 1, 1, 1, 3), 0, 0, True))
print(F.grid_sample(torch.rand(1, 2, 5, 5).contiguous(memory_format=torch.channels_last), torch.zeros(1, 3, 3, 2),
                    align_corners=False).stride())
print(F.grid_sample(torch.rand(0, 2, 5, 5), torch.zeros(0, 3, 3, 2), align_corners=False).shape,
      F.grid_sample(torch.rand(1, 2, 5, 5), torch.zeros(1, 0, 3, 2), align_corners=False).shape)
for function in (torch.grid_sampler, torch.grid_sampler_2d, torch.grid_sampler_3d):
    for lengths in ((3, 3), (3, 3, 3)):
        for mode in (0, 2):
            try:
                print(function(torch.ones(1, 1, *lengths), torch.zeros(1, *lengths, len(lengths)), mode, 0, False).shape)
            except RuntimeError as error:
                print(error)
