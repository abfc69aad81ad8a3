import torch
# The text of a device is a word, and behind a colon a number without zeros before it.
for text in ("float32", "cpu0", "cuda:01", "cpu:00", "", "cu da", " cpu", "foo", "foo:1", "cpu:", ":0", "cpu:-1", "cpu:+1"):
    try:
        print(repr(text), torch.device(text))
    except RuntimeError as error:
        print(repr(text), error)
torch.device("cuda", -1)
torch.ones(1).to("float32")
torch.zeros(1, device="cpu0")
torch.int32.to_complex()
torch.bool.to_complex()
torch.bfloat16.to_complex(), torch.complex128.to_real(), torch.int8.to_real()
# Classes of results.
torch.return_types.max, torch.return_types.linalg_svd, torch.return_types.sort_out
isinstance(torch.ones(2, 2).max(0), torch.return_types.max), isinstance(torch.ones(2).sort(), torch.return_types.max)
type(torch.ones(2).sort()) is torch.return_types.sort
torch.return_types.foo
# Memory that is taken for shared.
x = torch.ones(3); x.is_shared(), x.share_memory_() is x, x.is_shared(), x[1:].is_shared(), x.clone().is_shared()
torch.nn.Linear(1, 1).share_memory().weight.is_shared()
# Draws into elements that are one.
x = torch.zeros(1).expand(3)
x.normal_()
x.uniform_()
x.bernoulli_()
x.random_(5)
x.exponential_()
# Runs of equal elements, in every type.
for kind in (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.uint8, torch.int8, torch.bool):
    x = torch.tensor([3, 3, 0, 0, 0, 1, 3, 3, 1]).to(kind)
    print(torch.unique_consecutive(x, return_inverse=True, return_counts=True), torch.unique_consecutive(x), torch.unique(x, return_inverse=True, return_counts=True))
nan = float("nan")
torch.unique_consecutive(torch.tensor([nan, nan, -0.0, 0.0, 1.0]), return_inverse=True, return_counts=True)
torch.unique_consecutive(torch.tensor([0.0, -0.0, -0.0]).half(), return_counts=True), torch.unique_consecutive(torch.tensor([-0.0, 0.0]))
torch.unique_consecutive(torch.zeros(0), return_inverse=True, return_counts=True), torch.unique_consecutive(torch.tensor(3), return_counts=True)
torch.unique_consecutive(torch.tensor([[1, 1], [1, 2]]), return_inverse=True)
