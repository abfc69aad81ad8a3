show(
    "x.view(torch.int32)",
)
