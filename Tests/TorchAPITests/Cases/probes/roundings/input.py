import torch
import torch.nn.functional as F
x = (torch.arange(40, dtype=torch.float64) * 7919 % 161 - 80) / 17


def bits(t):
    return t.view({2: torch.int16, 4: torch.int32, 8: torch.int64}[t.element_size()]).tolist()


def both(function, dtype):
    a = x.to(dtype).requires_grad_()
    r = function(a)
    r.backward(torch.linspace(-1, 1, r.numel()).to(dtype).reshape(r.shape))
    return bits(r.detach()), bits(a.grad)


both(F.silu, torch.float16)
both(F.silu, torch.bfloat16)
both(F.mish, torch.float16)
both(F.mish, torch.bfloat16)
both(F.softplus, torch.float16)
both(F.softplus, torch.bfloat16)
both(F.logsigmoid, torch.float16)
both(F.logsigmoid, torch.bfloat16)
both(F.elu, torch.float16)
both(F.elu, torch.bfloat16)
both(F.selu, torch.float16)
both(F.selu, torch.bfloat16)
both(F.celu, torch.float16)
both(F.celu, torch.bfloat16)
both(F.tanhshrink, torch.float16)
both(F.tanhshrink, torch.bfloat16)
both(F.hardswish, torch.float16)
both(F.hardswish, torch.bfloat16)
both(F.hardsigmoid, torch.float16)
both(F.hardsigmoid, torch.bfloat16)
both(F.softsign, torch.float16)
both(F.softsign, torch.bfloat16)
both(F.glu, torch.float16)
both(F.glu, torch.bfloat16)
both(F.relu6, torch.float16)
both(F.relu6, torch.bfloat16)
both(F.softshrink, torch.float16)
both(F.softshrink, torch.bfloat16)
both(F.hardshrink, torch.float16)
both(F.hardshrink, torch.bfloat16)
both(torch.sigmoid, torch.float16)
both(torch.sigmoid, torch.bfloat16)
both(torch.tanh, torch.float16)
both(torch.tanh, torch.bfloat16)
both(lambda t: F.softmax(t.reshape(4, 10), 1), torch.float16)
both(lambda t: F.softmax(t.reshape(4, 10), 1), torch.bfloat16)
both(lambda t: F.log_softmax(t.reshape(4, 10), 0), torch.float16)
both(lambda t: F.log_softmax(t.reshape(4, 10), 0), torch.bfloat16)
both(lambda t: F.gelu(t, approximate='tanh'), torch.float16)
bits(F.gelu(x.half()))
bits(torch.sigmoid(x))
bits(F.silu(x))
bits(F.softmax(x, 0))
bits(F.log_softmax(x, 0))
bits(F.softmax(x.reshape(5, 8), 0))
bits(F.log_softmax(x.reshape(5, 8), 0))
bits(F.softmax(x.reshape(8, 5) * 100, 1))
bits(F.log_softmax(x.reshape(8, 5), 1))
torch.softmax(torch.tensor([0.0, -745.2, -720, -708.5, -1e10], dtype=torch.float64), 0)
F.softshrink(torch.tensor([-0.3, 0.3, -0.0]).repeat(7))
F.softshrink(torch.tensor([-0.3, 0.3, -0.0]).double().repeat(3))
F.softshrink(torch.tensor([-0.3, 0.3, -0.0]).half().repeat(11))
y = (torch.arange(40, dtype=torch.float64) * 6007 % 139 - 69) / 23


def pair(function, dtype):
    a, b = x.to(dtype).requires_grad_(), y.to(dtype).requires_grad_()
    r = function(a, b)
    r.backward(torch.linspace(-1, 1, r.numel()).to(dtype).reshape(r.shape))
    return bits(r.detach()), bits(a.grad), None if b.grad is None else bits(b.grad)


pair(lambda a, b: F.mse_loss(a, b), torch.float16)
pair(lambda a, b: F.mse_loss(a, b), torch.bfloat16)
pair(lambda a, b: F.mse_loss(a, b, reduction='none'), torch.bfloat16)
pair(lambda a, b: F.smooth_l1_loss(a, b), torch.float16)
pair(lambda a, b: F.huber_loss(a, b, delta=0.5), torch.bfloat16)
pair(lambda a, b: F.soft_margin_loss(a, b.sign().detach()), torch.float32)
pair(lambda a, b: torch.atan2(a, b), torch.bfloat16)
pair(lambda a, b: torch.atan2(a, b), torch.float64)
pair(lambda a, b: a.reshape(4, 10).var(1), torch.float32)
pair(lambda a, b: a.reshape(4, 10).std(0), torch.bfloat16)
pair(lambda a, b: a.sinc() + b, torch.bfloat16)
pair(lambda a, b: (a.abs() + 0.25).rsqrt() + b, torch.float16)
pair(lambda a, b: (a.abs() + 0.25).rsqrt() + b, torch.bfloat16)
pair(lambda a, b: F.layer_norm(a.reshape(4, 10), (10,), b[:10], b[10:20]), torch.bfloat16)[1]
pair(lambda a, b: F.batch_norm(a.reshape(8, 5), None, None, training=True), torch.bfloat16)[1]
