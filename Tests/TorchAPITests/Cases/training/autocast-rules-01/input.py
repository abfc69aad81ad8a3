import torch
import torch.nn.functional as F
torch.manual_seed(0)
a = torch.randn(4, 4)
v = torch.randn(4)
image = torch.randn(1, 2, 6, 6)
volume = torch.randn(1, 1, 4, 4, 4)
labels = torch.tensor([0, 1, 2, 3])
functions = {
    "mm": lambda x: x.mm(x), "matmul": lambda x: x @ x, "mv": lambda x: x.mv(x[0]), "x @ v": lambda x: x @ x[0],
    "v @ v": lambda x: x[0] @ x[1], "dot": lambda x: x[0].dot(x[1]), "outer": lambda x: x[0].outer(x[1]),
    "addmm": lambda x: torch.addmm(x, x, x), "addmv": lambda x: torch.addmv(x[0], x, x[0]),
    "bmm": lambda x: x[None].bmm(x[None]), "baddbmm": lambda x: torch.baddbmm(x[None], x[None], x[None]),
    "addbmm": lambda x: torch.addbmm(x, x[None], x[None]), "linear": lambda x: F.linear(x, x, x[0]),
    "einsum": lambda x: torch.einsum("ij,jk->ik", x, x), "inner": lambda x: x.inner(x),
    "tensordot": lambda x: torch.tensordot(x, x, 1), "multi_dot": lambda x: torch.linalg.multi_dot([x, x]),
    "matrix_power": lambda x: torch.linalg.matrix_power(x, 3), "vecdot": lambda x: torch.linalg.vecdot(x, x),
    "prelu": lambda x: F.prelu(x, x[0, :1]), "attention": lambda x: F.scaled_dot_product_attention(x[None], x[None], x[None]),
    "bilinear": lambda x: F.bilinear(x, x, x[None]), "matrix_exp": lambda x: torch.matrix_exp(x), "cov": torch.cov,
    "softmax": lambda x: x.softmax(0), "log_softmax": lambda x: x.log_softmax(0), "exp": torch.exp, "sum": torch.sum,
    "mean": torch.mean, "prod": torch.prod, "prod dim": lambda x: x.prod(0), "norm": lambda x: x.norm(),
    "cumsum": lambda x: x.cumsum(0), "std": torch.std, "logsumexp": lambda x: x.logsumexp(0), "trace": torch.trace,
    "quantile": lambda x: x.quantile(0.5), "cdist": lambda x: torch.cdist(x, x), "pow": lambda x: x ** 2,
    "layer_norm": lambda x: F.layer_norm(x, (4,)), "group_norm": lambda x: F.group_norm(x, 2), "gelu": F.gelu,
    "batch_norm": lambda x: F.batch_norm(x, None, None, training=True), "normalize": F.normalize,
    "cosine_similarity": lambda x: F.cosine_similarity(x, x), "pairwise": lambda x: F.pairwise_distance(x, x),
    "mse": lambda x: F.mse_loss(x, x), "l1": lambda x: F.l1_loss(x, x), "smooth l1": lambda x: F.smooth_l1_loss(x, x),
    "huber": lambda x: F.huber_loss(x, x), "cross_entropy": lambda x: F.cross_entropy(x, labels),
    "shares": lambda x: F.cross_entropy(x, x.softmax(-1)), "nll": lambda x: F.nll_loss(x, labels),
    "bce": lambda x: F.binary_cross_entropy(x.sigmoid(), x.sigmoid()),
    "bce logits": lambda x: F.binary_cross_entropy_with_logits(x, x.sigmoid()), "kl": lambda x: F.kl_div(x, x, reduction="sum"),
    "cosine": lambda x: F.cosine_embedding_loss(x, x, torch.ones(4)), "hinge": lambda x: F.hinge_embedding_loss(x, torch.ones(4, 4)),
    "poisson": lambda x: F.poisson_nll_loss(x, x), "gaussian": lambda x: F.gaussian_nll_loss(x, x, x * x),
    "ranking": lambda x: F.margin_ranking_loss(x, x, x), "soft margin": lambda x: F.soft_margin_loss(x, x),
    "triplet": lambda x: F.triplet_margin_loss(x, x, x), "multi margin": lambda x: F.multi_margin_loss(x, labels),
    "multilabel": lambda x: F.multilabel_margin_loss(x, torch.zeros(4, 4).long()),
    "multilabel soft": lambda x: F.multilabel_soft_margin_loss(x, x), "inv": torch.linalg.inv, "inverse": torch.inverse,
    "solve": lambda x: torch.linalg.solve(x, x), "svdvals": torch.linalg.svdvals, "qr": lambda x: torch.linalg.qr(x)[0],
    "eigvalsh": torch.linalg.eigvalsh, "pinverse": torch.pinverse, "cond": torch.linalg.cond, "rfft": torch.fft.rfft,
    "polar": lambda x: torch.polar(x, x), "reflect": lambda x: F.pad(x[None], (1, 1), mode="reflect"),
    "replicate": lambda x: F.pad(x[None], (1, 1), mode="replicate"), "pad": lambda x: F.pad(x, (1, 1)),
    "circular": lambda x: F.pad(x[None], (1, 1), mode="circular"),
    "grid_sample": lambda x: F.grid_sample(x[None, None], torch.zeros(1, 2, 2, 2), align_corners=False),
    "interpolate": lambda x: F.interpolate(x[None, None], scale_factor=2, mode="bilinear"),
    "embedding": lambda x: F.embedding(labels, x), "rms_norm": lambda x: F.rms_norm(x, (4,)),
    "ctc": lambda x: F.ctc_loss(x[:, None].log_softmax(-1), torch.tensor([[1, 2]]), torch.tensor([4]), torch.tensor([2])),
}
images = {
    "conv1d": lambda x: F.conv1d(x[0], x[0, :, :, :3]), "conv2d": lambda x: F.conv2d(x, x[:, :, :3, :3]),
    "conv_transpose": lambda x: F.conv_transpose2d(x, x[0, :, None, :3, :3]),
    "avg_pool2d": lambda x: F.avg_pool2d(x, 2), "max_pool2d": lambda x: F.max_pool2d(x, 2),
    "adaptive": lambda x: F.adaptive_avg_pool2d(x, 2),
    "unpool": lambda x: F.max_unpool2d(*F.max_pool2d(x, 2, return_indices=True), 2),
    "fractional": lambda x: F.fractional_max_pool2d(x, 2, output_size=2),
}
volumes = {
    "conv3d": lambda x: F.conv3d(x, x[:, :, :2, :2, :2]), "avg_pool3d": lambda x: F.avg_pool3d(x, 2),
    "max_pool3d": lambda x: F.max_pool3d(x, 2), "with indices": lambda x: F.max_pool3d(x, 2, return_indices=True)[0],
    "adaptive avg": lambda x: F.adaptive_avg_pool3d(x, 2), "replicate": lambda x: F.pad(x, (1,) * 6, mode="replicate"),
    "reflect": lambda x: F.pad(x, (1,) * 6, mode="reflect"),
}
def types(functions, x, dtype):
    with torch.autocast("cpu", dtype=dtype):
        for name, function in functions.items():
            found = []
            for operand in (x, x.to(dtype)):
                try:
                    found.append(str(function(operand).dtype)[6:])
                except (RuntimeError, NotImplementedError) as error:
                    found.append(type(error).__name__)
            print(f"{name:18}", *found)
types(functions, a, torch.bfloat16)
types(images, image, torch.bfloat16)
types(volumes, volume, torch.bfloat16)
types({name: functions[name] for name in ("mm", "linear", "mse", "softmax", "attention", "prod")}, a, torch.float16)
half = a.bfloat16()
with torch.autocast("cpu"):
    for name, function in {
        "cat": lambda: torch.cat([a, half]), "stack": lambda: torch.stack([a, half]), "add": lambda: a + half,
        "cat of one": lambda: torch.cat([half, half]), "doubles": lambda: torch.cat([half, a.double()]),
        "where": lambda: torch.where(a > 0, a, half), "hstack": lambda: torch.hstack([a, half]),
        "double mm": lambda: a.double() @ a.double(), "mixed": lambda: a.double() @ half,
        "other half": lambda: torch.cat([a.half(), half]), "out": lambda: torch.mm(a, a, out=torch.empty(4, 4)),
        "in place": lambda: a.clone().addmm_(a, a), "integers": lambda: torch.ones(2, 2).long() @ torch.ones(2, 2).long(),
    }.items():
        try:
            print(name, function().dtype)
        except RuntimeError as error:
            print(name, error)
with torch.autocast("cpu"):
    for layer in (torch.nn.RNN(4, 3), torch.nn.GRU(4, 3), torch.nn.LSTM(4, 3), torch.nn.LSTM(4, 3, proj_size=2)):
        out, state = layer(a)
        print(type(layer).__name__, out.dtype, [part.dtype for part in state] if isinstance(state, tuple) else state.dtype)
    for layer in (torch.nn.RNNCell(4, 3), torch.nn.GRUCell(4, 3)):
        print(type(layer).__name__, layer(a).dtype)
    print([part.dtype for part in torch.nn.LSTMCell(4, 3)(a)])
    print([part.dtype for part in torch.nn.MultiheadAttention(4, 2)(a, a, a)])
    print(torch.nn.TransformerEncoderLayer(4, 2, 8)(a[None]).dtype)
