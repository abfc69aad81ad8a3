import torch
import torch.autograd.forward_ad as fwAD
class Exponential(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        result = torch.exp(x)
        ctx.result = result
        return result
    @staticmethod
    def jvp(ctx, tangent):
        return tangent * ctx.result
class Scaled(torch.autograd.Function):
    @staticmethod
    def forward(x, y, factor):
        return x * y * factor, x + y
    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_forward(inputs[0], inputs[1])
        ctx.factor = inputs[2]
    @staticmethod
    def jvp(ctx, dx, dy, _):
        x, y = ctx.saved_for_forward
        print("tangents", dx, dy, _)
        return (dx * y + x * dy) * ctx.factor, dx + dy
x, y = torch.tensor([0.5, 1.5]), torch.tensor([2.0, -1.0])
with fwAD.dual_level():
    dual = fwAD.make_dual(x, torch.tensor([1.0, 10.0]))
    print(fwAD.unpack_dual(Exponential.apply(dual)))
    print(fwAD.unpack_dual((Exponential.apply(dual) * dual).sum()))
    product, total = Scaled.apply(dual, y, 3.0)
    print(fwAD.unpack_dual(product).tangent, fwAD.unpack_dual(total).tangent)
    print(fwAD.unpack_dual(Scaled.apply(y, y, 2.0)[0]).tangent)
Exponential.apply(x)
class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 2
    @staticmethod
    def backward(ctx, gradient):
        x, = ctx.saved_tensors
        return gradient * 2 * x
torch.manual_seed(3)
point = torch.rand(2, 2, dtype=torch.double, requires_grad=True)
torch.autograd.gradcheck(Square.apply, point), torch.autograd.gradgradcheck(Square.apply, point)
torch.rand(2)
