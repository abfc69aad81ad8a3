show(
    "x.quantile(0.5, 1)",
)
