"""Record what every layer, loss, optimizer and schedule of the real PyTorch computes.

    python3 layers.py            (in an environment with torch==2.13.0+cpu)

writes Cases/networks/NAME.txt for every entry of the tables below: the program, a line of dashes, what it printed. Each
program runs after Cases/networks/prelude.py, whose functions print a layer, its parameters, what it computes and the
gradients of its parameters and inputs. `torch.nn` and `torch.optim` publish nothing that has no entry here.
"""
import contextlib
import io
import pathlib
import warnings

import torch

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Cases" / "networks"

# The programs of each layer, separated by `;`. `x(2, 3)` is a seeded random tensor with a gradient, `n(5, 2, 3)` random
# integers below 5.
LAYERS = {}


def layers(text):
    for line in text.strip().split("\n"):
        name, _, program = line.strip().partition(": ")
        LAYERS[name] = "\n".join(f"show({call.strip()})" for call in program.split(" ; "))


for name in "CELU ELU GELU Hardsigmoid Hardswish Hardtanh LogSigmoid Mish ReLU ReLU6 SELU SiLU Sigmoid Softsign Tanh".split():
    LAYERS[name] = f"show(nn.{name}(), x(2, 5))"
for name in "CELU(0.7) ELU(0.5) Hardtanh(-0.5,0.7) ReLU(inplace=True) ReLU6(True) SELU(True) Mish(True) SiLU(True)".split():
    if "True" not in name:
        LAYERS[name.partition("(")[0]] += f"\nshow(nn.{name}, x(2, 5))"
    else:
        LAYERS[name.partition("(")[0]] += f"\nprint(nn.{name})\nshow(nn.{name}, x(2, 5) * 2)"
LAYERS["GELU"] += "\nshow(nn.GELU('tanh'), x(2, 5))"
layers("""
GLU: nn.GLU(), x(2, 6) ; nn.GLU(0), x(2, 3)
Hardshrink: nn.Hardshrink(), x(2, 5) ; nn.Hardshrink(0.1), x(2, 5)
LeakyReLU: nn.LeakyReLU(), x(2, 5) ; nn.LeakyReLU(0.2, inplace=True), x(2, 5) * 2
PReLU: nn.PReLU(), x(2, 3) ; nn.PReLU(3, init=0.1), x(2, 3, 2)
RReLU: nn.RReLU(), x(3, 4) ; nn.RReLU(0.1, 0.2).eval(), x(3, 4)
Softmax: nn.Softmax(dim=1), x(2, 5) ; nn.Softmax(-2), x(2, 3, 2)
Softmax2d: nn.Softmax2d(), x(1, 3, 2, 2) ; nn.Softmax2d(), x(3, 2, 2)
LogSoftmax: nn.LogSoftmax(dim=1), x(2, 5)
Softmin: nn.Softmin(dim=0), x(2, 5)
Softplus: nn.Softplus(), x(2, 5) ; nn.Softplus(beta=2, threshold=1.5), x(2, 5)
Softshrink: nn.Softshrink(), x(2, 5) ; nn.Softshrink(0.2), x(2, 5)
Tanhshrink: nn.Tanhshrink(), x(2, 5)
Threshold: nn.Threshold(0.1, 20), x(2, 5)
Identity: nn.Identity(54, unused=1), x(2, 3)
Linear: nn.Linear(3, 2), x(4, 3) ; nn.Linear(3, 2, bias=False), x(2, 2, 3) ; nn.Linear(3, 2, dtype=torch.float64), x(3).double()
Bilinear: nn.Bilinear(2, 3, 4), x(5, 2), x(5, 3) ; nn.Bilinear(2, 3, 1, bias=False), x(2, 2), x(2, 3)
Flatten: nn.Flatten(), x(2, 3, 2) ; nn.Flatten(0, -2), x(2, 3, 2)
Unflatten: nn.Unflatten(1, (2, 3)), x(2, 6) ; nn.Unflatten(1, torch.Size([3, 2])), x(1, 6)
Conv1d: nn.Conv1d(2, 3, 3), x(2, 2, 7) ; nn.Conv1d(2, 4, 2, stride=2, padding=1, dilation=2, groups=2, bias=False), x(1, 2, 6) ; nn.Conv1d(1, 2, 3, padding='same', padding_mode='circular'), x(1, 1, 5)
Conv2d: nn.Conv2d(2, 3, 3), x(2, 2, 5, 4) ; nn.Conv2d(1, 2, (2, 3), stride=(2, 1), padding=(1, 0), dilation=(1, 1)), x(1, 1, 4, 5) ; nn.Conv2d(4, 4, 2, groups=4), x(1, 4, 3, 3) ; nn.Conv2d(1, 1, 3, padding=1, padding_mode='reflect'), x(1, 3, 3) ; nn.Conv2d(1, 1, 3, padding='same', padding_mode='replicate'), x(1, 1, 3, 3)
Conv3d: nn.Conv3d(1, 2, 2), x(1, 1, 3, 3, 3) ; nn.Conv3d(2, 2, (1, 2, 2), stride=(1, 2, 1), padding=(0, 1, 1), groups=2), x(1, 2, 2, 3, 2)
ConvTranspose1d: nn.ConvTranspose1d(2, 3, 3), x(2, 2, 4) ; nn.ConvTranspose1d(2, 2, 3, stride=2, padding=1, output_padding=1, groups=2, bias=False), x(1, 2, 3)
ConvTranspose2d: nn.ConvTranspose2d(2, 3, 3), x(1, 2, 3, 2) ; nn.ConvTranspose2d(2, 2, 3, stride=2, padding=1, output_padding=1, dilation=1), x(1, 2, 2, 3)
ConvTranspose3d: nn.ConvTranspose3d(1, 2, 2), x(1, 1, 2, 2, 2) ; nn.ConvTranspose3d(2, 2, (1, 2, 2), stride=(1, 2, 1), groups=2), x(1, 2, 2, 2, 2)
LazyConv1d: nn.LazyConv1d(3, 3), x(2, 2, 5)
LazyConv2d: nn.LazyConv2d(2, 2, stride=2), x(1, 3, 4, 4)
LazyConv3d: nn.LazyConv3d(2, 2), x(1, 1, 2, 3, 2)
LazyConvTranspose1d: nn.LazyConvTranspose1d(3, 3), x(2, 2, 5)
LazyConvTranspose2d: nn.LazyConvTranspose2d(2, 2, stride=2), x(1, 3, 2, 2)
LazyConvTranspose3d: nn.LazyConvTranspose3d(2, 2), x(1, 1, 2, 2, 2)
LazyLinear: nn.LazyLinear(2), x(4, 3)
LazyBatchNorm1d: nn.LazyBatchNorm1d(), x(4, 3)
LazyBatchNorm2d: nn.LazyBatchNorm2d(), x(2, 2, 2, 3)
LazyBatchNorm3d: nn.LazyBatchNorm3d(), x(2, 2, 2, 2, 1)
LazyInstanceNorm1d: nn.LazyInstanceNorm1d(affine=True), x(2, 3, 4)
LazyInstanceNorm2d: nn.LazyInstanceNorm2d(affine=True, track_running_stats=True), x(2, 2, 2, 3)
LazyInstanceNorm3d: nn.LazyInstanceNorm3d(), x(1, 2, 2, 2, 2)
MaxPool1d: nn.MaxPool1d(2), x(2, 2, 7) ; nn.MaxPool1d(3, stride=2, padding=1, dilation=2, ceil_mode=True), x(1, 2, 8) ; nn.MaxPool1d(2, return_indices=True), x(2, 6)
MaxPool2d: nn.MaxPool2d(2), x(1, 2, 4, 5) ; nn.MaxPool2d((3, 2), stride=(2, 1), padding=(1, 0), ceil_mode=True), x(1, 5, 4) ; nn.MaxPool2d(2, dilation=2, return_indices=True), x(1, 1, 4, 4)
MaxPool3d: nn.MaxPool3d(2), x(1, 2, 4, 3, 2) ; nn.MaxPool3d((2, 3, 2), stride=(2, 1, 1), padding=(1, 1, 0), ceil_mode=True), x(1, 3, 4, 3) ; nn.MaxPool3d(2, stride=1, return_indices=True), x(1, 1, 3, 2, 3)
AvgPool1d: nn.AvgPool1d(2), x(2, 2, 7) ; nn.AvgPool1d(3, 2, 1, True, False), x(1, 2, 6)
AvgPool2d: nn.AvgPool2d(2), x(1, 2, 4, 5) ; nn.AvgPool2d((3, 2), (2, 1), (1, 0), ceil_mode=True, count_include_pad=False), x(1, 5, 4) ; nn.AvgPool2d(2, divisor_override=3), x(1, 1, 4, 4)
AvgPool3d: nn.AvgPool3d(2), x(1, 2, 4, 2, 2) ; nn.AvgPool3d((2, 3, 2), (2, 1, 1), (1, 1, 0), True, False), x(1, 3, 4, 3) ; nn.AvgPool3d(2, divisor_override=3), x(1, 1, 2, 2, 2)
LPPool1d: nn.LPPool1d(2, 3), x(1, 2, 6) ; nn.LPPool1d(3, 2, stride=1, ceil_mode=True), x(1, 2, 5).abs()
LPPool2d: nn.LPPool2d(2, 2), x(1, 2, 4, 4) ; nn.LPPool2d(1.2, (2, 1), stride=1), x(1, 1, 3, 3).abs()
LPPool3d: nn.LPPool3d(2, 2), x(1, 1, 2, 4, 2) ; nn.LPPool3d(1.5, (1, 2, 1), stride=1), x(1, 1, 2, 2, 2).abs()
AdaptiveAvgPool1d: nn.AdaptiveAvgPool1d(3), x(2, 2, 7)
AdaptiveAvgPool2d: nn.AdaptiveAvgPool2d(2), x(1, 2, 5, 4) ; nn.AdaptiveAvgPool2d((None, 2)), x(1, 3, 5) ; nn.AdaptiveAvgPool2d(1), x(1, 2, 3, 3)
AdaptiveAvgPool3d: nn.AdaptiveAvgPool3d((2, 1, 3)), x(1, 2, 3, 4, 5) ; nn.AdaptiveAvgPool3d((None, 2, 1)), x(1, 2, 3, 2)
AdaptiveMaxPool1d: nn.AdaptiveMaxPool1d(3), x(2, 2, 7) ; nn.AdaptiveMaxPool1d(2, return_indices=True), x(2, 5)
AdaptiveMaxPool2d: nn.AdaptiveMaxPool2d(2), x(1, 2, 5, 4) ; nn.AdaptiveMaxPool2d((None, 2), True), x(1, 3, 5)
AdaptiveMaxPool3d: nn.AdaptiveMaxPool3d((2, 1, 3)), x(1, 2, 3, 4, 5) ; nn.AdaptiveMaxPool3d((None, 2, 1), True), x(1, 2, 3, 2)
MaxUnpool1d: nn.MaxUnpool1d(2), *F.max_pool1d(x(1, 2, 6), 2, return_indices=True)
MaxUnpool2d: nn.MaxUnpool2d(2, stride=2), *F.max_pool2d(x(1, 2, 4, 4), 2, return_indices=True)
MaxUnpool3d: nn.MaxUnpool3d(2), *F.max_pool3d(x(1, 1, 2, 4, 2), 2, return_indices=True)
FractionalMaxPool2d: nn.FractionalMaxPool2d(2, output_size=(2, 3)), x(2, 2, 5, 6) ; nn.FractionalMaxPool2d((2, 3), output_ratio=0.5, return_indices=True), x(1, 7, 8)
FractionalMaxPool3d: nn.FractionalMaxPool3d(2, output_size=(2, 2, 3)), x(1, 2, 4, 5, 6) ; nn.FractionalMaxPool3d((2, 1, 2), output_ratio=(0.5, 0.6, 0.5), return_indices=True), x(1, 4, 5, 6)
ZeroPad1d: nn.ZeroPad1d(2), x(1, 2, 3) ; nn.ZeroPad1d((1, -1)), x(2, 3)
ZeroPad2d: nn.ZeroPad2d(1), x(1, 1, 2, 3) ; nn.ZeroPad2d((1, 0, 2, -1)), x(1, 1, 2, 3)
ZeroPad3d: nn.ZeroPad3d((1, 0, 0, 1, 1, 0)), x(1, 1, 2, 1, 2)
ConstantPad1d: nn.ConstantPad1d(2, 3.5), x(1, 2, 3) ; nn.ConstantPad1d((0, 1), -1), x(2, 3)
ConstantPad2d: nn.ConstantPad2d((1, 0, 1, 2), 0.5), x(1, 2, 3)
ConstantPad3d: nn.ConstantPad3d((1, 0, 0, 1, 1, 0), 2), x(1, 1, 2, 1, 2)
ReflectionPad1d: nn.ReflectionPad1d(2), x(1, 2, 3) ; nn.ReflectionPad1d((3, 1)), x(2, 4)
ReflectionPad2d: nn.ReflectionPad2d((1, 1, 2, 0)), x(1, 1, 3, 3)
ReflectionPad3d: nn.ReflectionPad3d(1), x(1, 1, 2, 2, 2)
ReplicationPad1d: nn.ReplicationPad1d(2), x(1, 2, 3) ; nn.ReplicationPad1d((3, 1)), x(2, 4)
ReplicationPad2d: nn.ReplicationPad2d((1, 1, 2, 0)), x(1, 1, 3, 3)
ReplicationPad3d: nn.ReplicationPad3d((1, 0, 0, 1, 1, 2)), x(1, 1, 2, 2, 2)
CircularPad1d: nn.CircularPad1d(2), x(1, 2, 3) ; nn.CircularPad1d((3, 1)), x(2, 4)
CircularPad2d: nn.CircularPad2d((1, 1, 2, 0)), x(1, 1, 3, 3)
CircularPad3d: nn.CircularPad3d((1, 0, 0, 1, 1, 2)), x(1, 1, 2, 2, 2)
BatchNorm1d: nn.BatchNorm1d(3), x(4, 3) ; nn.BatchNorm1d(2, eps=0.001, momentum=None), x(2, 2, 3) ; nn.BatchNorm1d(3, affine=False, track_running_stats=False), x(4, 3) ; nn.BatchNorm1d(3).eval(), x(4, 3)
BatchNorm2d: nn.BatchNorm2d(2), x(2, 2, 2, 3) ; nn.BatchNorm2d(2, momentum=0.5).eval(), x(2, 2, 2, 2)
BatchNorm3d: nn.BatchNorm3d(2), x(2, 2, 2, 1, 2)
SyncBatchNorm: nn.SyncBatchNorm(2).eval(), x(2, 2, 3)
InstanceNorm1d: nn.InstanceNorm1d(2), x(2, 2, 4) ; nn.InstanceNorm1d(2, affine=True, track_running_stats=True), x(2, 2, 4) ; nn.InstanceNorm1d(2), x(2, 4)
InstanceNorm2d: nn.InstanceNorm2d(2, affine=True), x(2, 2, 2, 3)
InstanceNorm3d: nn.InstanceNorm3d(2), x(1, 2, 2, 2, 2)
LayerNorm: nn.LayerNorm(4), x(3, 4) ; nn.LayerNorm((2, 3), eps=0.01, bias=False), x(2, 2, 3) ; nn.LayerNorm(4, elementwise_affine=False), x(3, 4)
GroupNorm: nn.GroupNorm(2, 4), x(2, 4, 3) ; nn.GroupNorm(1, 2, affine=False), x(2, 2, 2, 2)
RMSNorm: nn.RMSNorm(4), x(3, 4) ; nn.RMSNorm((2, 3), eps=0.01, elementwise_affine=False), x(2, 2, 3)
LocalResponseNorm: nn.LocalResponseNorm(2), x(1, 4, 3) ; nn.LocalResponseNorm(3, alpha=0.1, beta=0.5, k=2.0), x(1, 4, 2, 2)
CrossMapLRN2d: nn.CrossMapLRN2d(3, alpha=0.1, beta=0.5, k=2.0), x(1, 4, 2, 2)
Dropout: nn.Dropout(), x(3, 4) ; nn.Dropout(0.2, inplace=True), x(3, 4) * 2 ; nn.Dropout(0.3).eval(), x(2, 2)
Dropout1d: nn.Dropout1d(), x(2, 4, 3) ; nn.Dropout1d(0.3), x(4, 3)
Dropout2d: nn.Dropout2d(), x(2, 4, 2, 2)
Dropout3d: nn.Dropout3d(0.4), x(2, 4, 1, 2, 2)
AlphaDropout: nn.AlphaDropout(), x(3, 4) ; nn.AlphaDropout(0.2), x(3, 4)
FeatureAlphaDropout: nn.FeatureAlphaDropout(0.4), x(2, 4, 2, 2)
Embedding: nn.Embedding(5, 3), n(5, 2, 3) ; nn.Embedding(5, 2, padding_idx=0), n(5, 6) ; nn.Embedding(4, 2, max_norm=1.0), n(4, 3) ; nn.Embedding(4, 2, scale_grad_by_freq=True), n(4, 6)
EmbeddingBag: nn.EmbeddingBag(5, 3), n(5, 2, 3) ; nn.EmbeddingBag(5, 2, mode='sum'), n(5, 6), torch.tensor([0, 2, 3]) ; nn.EmbeddingBag(5, 2, mode='max', padding_idx=1), n(5, 2, 4) ; nn.EmbeddingBag(5, 2, mode='sum'), n(5, 4), torch.tensor([0, 1]), x(4)
RNN: nn.RNN(2, 3), x(4, 2, 2) ; nn.RNN(2, 2, num_layers=2, nonlinearity='relu', batch_first=True, bidirectional=True), x(2, 3, 2) ; nn.RNN(2, 2, bias=False), x(3, 2), x(1, 2)
LSTM: nn.LSTM(2, 3), x(4, 2, 2) ; nn.LSTM(2, 2, num_layers=2, batch_first=True, bidirectional=True), x(2, 3, 2) ; nn.LSTM(2, 3, proj_size=2), x(3, 1, 2) ; nn.LSTM(2, 2, bias=False), x(3, 2), (x(1, 2), x(1, 2)) ; nn.LSTM(2, 2, 2, dropout=0.5), x(3, 1, 2)
GRU: nn.GRU(2, 3), x(4, 2, 2) ; nn.GRU(2, 2, num_layers=2, batch_first=True, bidirectional=True), x(2, 3, 2) ; nn.GRU(2, 2, bias=False), x(3, 2), x(1, 2)
RNNBase: nn.RNNBase('RNN_TANH', 2, 3)
RNNCell: nn.RNNCell(2, 3), x(2, 2) ; nn.RNNCell(2, 3, bias=False, nonlinearity='relu'), x(2), x(3)
RNNCellBase: nn.RNNCellBase(2, 3, True, 2)
LSTMCell: nn.LSTMCell(2, 3), x(2, 2) ; nn.LSTMCell(2, 3, bias=False), x(2), (x(3), x(3))
GRUCell: nn.GRUCell(2, 3), x(2, 2) ; nn.GRUCell(2, 3, bias=False), x(2), x(3)
PixelShuffle: nn.PixelShuffle(2), x(1, 4, 2, 1)
PixelUnshuffle: nn.PixelUnshuffle(2), x(1, 1, 2, 4)
ChannelShuffle: nn.ChannelShuffle(2), x(1, 4, 1, 2)
Upsample: nn.Upsample(scale_factor=2), x(1, 1, 3) ; nn.Upsample(size=(3, 5), mode='bilinear'), x(1, 1, 2, 3) ; nn.Upsample(scale_factor=2, mode='bicubic', align_corners=True), x(1, 1, 2, 3) ; nn.Upsample(scale_factor=2.0, mode='linear'), x(1, 1, 4) ; nn.Upsample(scale_factor=2, mode='trilinear'), x(1, 1, 2, 2, 1) ; nn.Upsample(size=4), x(1, 1, 2, 3)
UpsamplingNearest2d: nn.UpsamplingNearest2d(scale_factor=2), x(1, 1, 2, 2)
UpsamplingBilinear2d: nn.UpsamplingBilinear2d(scale_factor=2), x(1, 1, 2, 2)
Fold: nn.Fold((3, 3), 2), x(1, 4, 4) ; nn.Fold((4, 4), (2, 2), stride=2, padding=1), x(1, 4, 9)
Unfold: nn.Unfold(2), x(1, 1, 3, 3) ; nn.Unfold((2, 2), stride=2, padding=1, dilation=1), x(1, 2, 2, 2)
PairwiseDistance: nn.PairwiseDistance(), x(3, 4), x(3, 4) ; nn.PairwiseDistance(1.0, keepdim=True), x(3, 4), x(3, 4)
CosineSimilarity: nn.CosineSimilarity(), x(3, 4), x(3, 4) ; nn.CosineSimilarity(dim=0, eps=0.01), x(3, 4), x(3, 4)
MultiheadAttention: nn.MultiheadAttention(4, 2), x(3, 1, 4), x(2, 1, 4), x(2, 1, 4) ; nn.MultiheadAttention(4, 2, batch_first=True, kdim=3, vdim=2), x(1, 3, 4), x(1, 2, 3), x(1, 2, 2) ; nn.MultiheadAttention(4, 1, bias=False, add_bias_kv=True, add_zero_attn=True), x(2, 4), x(3, 4), x(3, 4) ; nn.MultiheadAttention(4, 2, dropout=0.5), x(2, 1, 4), x(2, 1, 4), x(2, 1, 4)
TransformerEncoderLayer: nn.TransformerEncoderLayer(4, 2, 3, dropout=0.0), x(3, 2, 4) ; nn.TransformerEncoderLayer(4, 1, 3, activation='gelu', batch_first=True, norm_first=True), x(1, 3, 4)
TransformerEncoder: nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 3, batch_first=True), 2, enable_nested_tensor=False), x(2, 3, 4) ; nn.TransformerEncoder(nn.TransformerEncoderLayer(2, 1, 2, 0.0), 1, nn.LayerNorm(2)), x(3, 1, 2)
TransformerDecoderLayer: nn.TransformerDecoderLayer(4, 2, 3, dropout=0.0), x(3, 2, 4), x(2, 2, 4) ; nn.TransformerDecoderLayer(4, 1, 3, norm_first=True, batch_first=True), x(1, 3, 4), x(1, 2, 4)
TransformerDecoder: nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 3, 0.0), 2), x(2, 1, 4), x(3, 1, 4)
Transformer: nn.Transformer(4, 2, 1, 1, 3, dropout=0.0), x(3, 1, 4), x(2, 1, 4)
Module: nn.Module()
Sequential: nn.Sequential(nn.Linear(3, 2), nn.Tanh(), nn.Sequential(nn.Linear(2, 2), nn.ReLU())), x(2, 3) ; nn.Sequential()
ModuleList: nn.ModuleList([nn.Linear(2, 2) for _ in range(3)] + [nn.Tanh()])
ModuleDict: nn.ModuleDict({'a': nn.Linear(2, 1), 'b': nn.Sigmoid()})
ParameterList: nn.ParameterList([nn.Parameter(torch.ones(2)), torch.zeros(2, 3)])
ParameterDict: nn.ParameterDict({'left': nn.Parameter(torch.ones(2)), 'right': torch.zeros(1)})
Container: nn.Container(a=nn.Linear(2, 1))
DataParallel: nn.DataParallel(nn.Linear(3, 2)), x(2, 3)
AdaptiveLogSoftmaxWithLoss: nn.AdaptiveLogSoftmaxWithLoss(4, 8, [2, 5], div_value=2.0), x(6, 4), n(8, 6)
L1Loss: nn.L1Loss(), x(2, 3), x(2, 3) ; nn.L1Loss(reduction='sum'), x(2, 3), x(2, 3) ; nn.L1Loss(reduction='none'), x(2, 3), x(2, 3)
MSELoss: nn.MSELoss(), x(2, 3), x(2, 3) ; nn.MSELoss(reduction='sum'), x(2, 3), x(2, 3) ; nn.MSELoss(reduction='none'), x(2, 3), x(2, 3)
NLLLoss: nn.NLLLoss(), x(4, 3).log_softmax(1), n(3, 4) ; nn.NLLLoss(torch.tensor([1.0, 2.0, 0.5]), ignore_index=1), x(4, 3).log_softmax(1), n(3, 4) ; nn.NLLLoss(reduction='sum'), x(1, 3, 2, 2), n(3, 1, 2, 2)
NLLLoss2d: nn.NLLLoss2d(), x(1, 3, 2, 2), n(3, 1, 2, 2)
CrossEntropyLoss: nn.CrossEntropyLoss(), x(4, 3), n(3, 4) ; nn.CrossEntropyLoss(torch.tensor([1.0, 2.0, 0.5]), label_smoothing=0.1), x(4, 3), n(3, 4) ; nn.CrossEntropyLoss(reduction='none', ignore_index=1), x(2, 3, 2), n(3, 2, 2) ; nn.CrossEntropyLoss(reduction='sum'), x(2, 3), x(2, 3).softmax(1)
LinearCrossEntropyLoss: nn.LinearCrossEntropyLoss(4, 3), x(5, 4), n(3, 5)
BCELoss: nn.BCELoss(), x(2, 3).sigmoid(), n(2, 2, 3).float() ; nn.BCELoss(weight=torch.tensor([1.0, 2.0, 3.0]), reduction='sum'), x(2, 3).sigmoid(), n(2, 2, 3).float()
BCEWithLogitsLoss: nn.BCEWithLogitsLoss(), x(2, 3), n(2, 2, 3).float() ; nn.BCEWithLogitsLoss(pos_weight=torch.tensor([1.0, 2.0, 3.0]), reduction='none'), x(2, 3), n(2, 2, 3).float()
KLDivLoss: nn.KLDivLoss(reduction='batchmean'), x(2, 3).log_softmax(1), x(2, 3).softmax(1) ; nn.KLDivLoss(reduction='sum', log_target=True), x(2, 3).log_softmax(1), x(2, 3).log_softmax(1) ; nn.KLDivLoss(), x(2, 3).log_softmax(1), x(2, 3).softmax(1)
SmoothL1Loss: nn.SmoothL1Loss(), x(2, 3), x(2, 3) ; nn.SmoothL1Loss(beta=0.3, reduction='sum'), x(2, 3), x(2, 3)
HuberLoss: nn.HuberLoss(), x(2, 3), x(2, 3) ; nn.HuberLoss('none', delta=0.4), x(2, 3), x(2, 3)
PoissonNLLLoss: nn.PoissonNLLLoss(), x(2, 3), n(5, 2, 3).float() ; nn.PoissonNLLLoss(log_input=False, full=True, reduction='sum'), x(2, 3).exp(), n(5, 2, 3).float()
GaussianNLLLoss: nn.GaussianNLLLoss(), x(2, 3), x(2, 3), x(2, 3).exp() ; nn.GaussianNLLLoss(full=True, eps=0.01, reduction='none'), x(2, 3), x(2, 3), x(2, 1).exp()
SoftMarginLoss: nn.SoftMarginLoss(), x(2, 3), n(2, 2, 3) * 2.0 - 1 ; nn.SoftMarginLoss(reduction='none'), x(2, 3), n(2, 2, 3) * 2.0 - 1
HingeEmbeddingLoss: nn.HingeEmbeddingLoss(), x(2, 3), n(2, 2, 3) * 2 - 1 ; nn.HingeEmbeddingLoss(margin=0.5, reduction='sum'), x(2, 3), n(2, 2, 3) * 2 - 1
MarginRankingLoss: nn.MarginRankingLoss(), x(4), x(4), n(2, 4) * 2 - 1 ; nn.MarginRankingLoss(0.5, reduction='sum'), x(4), x(4), n(2, 4) * 2 - 1
CosineEmbeddingLoss: nn.CosineEmbeddingLoss(), x(3, 4), x(3, 4), torch.tensor([1, -1, 1]) ; nn.CosineEmbeddingLoss(0.2, reduction='none'), x(3, 4), x(3, 4), torch.tensor([1, -1, -1])
TripletMarginLoss: nn.TripletMarginLoss(), x(3, 4), x(3, 4), x(3, 4) ; nn.TripletMarginLoss(margin=2.0, p=1, swap=True, reduction='sum'), x(3, 4), x(3, 4), x(3, 4)
TripletMarginWithDistanceLoss: nn.TripletMarginWithDistanceLoss(), x(3, 4), x(3, 4), x(3, 4) ; nn.TripletMarginWithDistanceLoss(distance_function=nn.PairwiseDistance(1), swap=True, reduction='none'), x(3, 4), x(3, 4), x(3, 4)
MultiMarginLoss: nn.MultiMarginLoss(), x(3, 4), n(4, 3) ; nn.MultiMarginLoss(p=2, margin=0.5, weight=torch.tensor([1.0, 2.0, 3.0, 0.5])), x(3, 4), n(4, 3)
MultiLabelMarginLoss: nn.MultiLabelMarginLoss(), x(2, 4), torch.tensor([[3, 0, -1, 1], [1, -1, 2, 0]]) ; nn.MultiLabelMarginLoss(reduction='none'), x(4), torch.tensor([2, 1, -1, 0])
MultiLabelSoftMarginLoss: nn.MultiLabelSoftMarginLoss(), x(2, 3), n(2, 2, 3).float() ; nn.MultiLabelSoftMarginLoss(torch.tensor([1.0, 2.0, 3.0]), reduction='none'), x(2, 3), n(2, 2, 3).float()
CTCLoss: nn.CTCLoss(), x(6, 2, 4).log_softmax(2), torch.tensor([[1, 2, 2], [3, 1, 0]]), torch.tensor([6, 5]), torch.tensor([3, 2]) ; nn.CTCLoss(blank=3, reduction='none', zero_infinity=True), x(4, 1, 4).log_softmax(2), torch.tensor([[1, 2]]), (4,), (2,)
""")
LAYERS["Parameter"] = ("p = nn.Parameter(torch.tensor([1.5, 2.0]))\nprint(p)\n(p * p).sum().backward()\nprint(p.grad)\n"
                       "print(nn.Parameter(torch.ones(1), requires_grad=False), nn.Parameter())")
LAYERS["Buffer"] = ("b = nn.Buffer(torch.tensor([1.5, 2.0]))\nprint(b, isinstance(b, nn.Buffer), b.persistent)\n"
                    "m = nn.Module()\nm.b = b\nm.c = nn.Buffer(torch.ones(1), persistent=False)\n"
                    "print(m.state_dict(), [name for name, _ in m.named_buffers()])")
LAYERS["UninitializedParameter"] = ("p = nn.UninitializedParameter()\nprint(p)\np.materialize((2,))\n"
                                    "print(type(p).__name__, p.shape)")
LAYERS["UninitializedBuffer"] = ("p = nn.UninitializedBuffer()\nprint(p)\np.materialize((2,))\n"
                                 "print(type(p).__name__, p.shape)")

# Each setting takes 20 steps on the same two parameters.
OPTIMIZERS = {
    "SGD": ["lr=0.05", "lr=0.05, momentum=0.9, weight_decay=0.1", "lr=0.05, momentum=0.8, nesterov=True",
            "lr=0.05, momentum=0.9, dampening=0.3, maximize=True"],
    "Adam": ["lr=0.1", "lr=0.1, betas=(0.8, 0.9), eps=1e-6, weight_decay=0.1, amsgrad=True", "lr=0.01, maximize=True"],
    "AdamW": ["lr=0.1", "lr=0.05, weight_decay=0.2, amsgrad=True"],
    "Adamax": ["lr=0.1", "lr=0.05, weight_decay=0.1"],
    "NAdam": ["lr=0.1", "lr=0.05, weight_decay=0.1, decoupled_weight_decay=True", "lr=0.05, weight_decay=0.1"],
    "RAdam": ["lr=0.1", "lr=0.05, weight_decay=0.1, decoupled_weight_decay=True", "lr=0.05, weight_decay=0.1"],
    "Adagrad": ["lr=0.1", "lr=0.1, lr_decay=0.1, weight_decay=0.1, initial_accumulator_value=0.5"],
    "Adadelta": ["lr=1.0", "lr=0.5, rho=0.8, weight_decay=0.1, eps=1e-4"],
    "RMSprop": ["lr=0.05", "lr=0.05, alpha=0.9, momentum=0.5, centered=True, weight_decay=0.1"],
    "Rprop": ["lr=0.05", "lr=0.05, etas=(0.4, 1.3), step_sizes=(1e-3, 1)"],
    "ASGD": ["lr=0.05", "lr=0.05, lambd=0.01, alpha=0.5, t0=5, weight_decay=0.1"],
    "LBFGS": ["lr=0.5", "lr=1, max_iter=3, history_size=2, line_search_fn='strong_wolfe'"],
    "Adafactor": ["lr=0.1", "lr=0.05, beta2_decay=-0.5, d=1.5, weight_decay=0.1"],
    "Muon": ["lr=0.1", "lr=0.05, weight_decay=0.2, momentum=0.8, nesterov=False, adjust_lr_fn='match_rms_adamw'"],
}
SCHEDULES = {
    "LambdaLR": ["lr_lambda=lambda epoch: 0.9 ** epoch"],
    "MultiplicativeLR": ["lr_lambda=lambda epoch: 0.95"],
    "StepLR": ["step_size=4, gamma=0.5"],
    "MultiStepLR": ["milestones=[3, 8, 8], gamma=0.5"],
    "ConstantLR": ["", "factor=0.25, total_iters=3"],
    "LinearLR": ["", "start_factor=0.25, end_factor=0.75, total_iters=7"],
    "ExponentialLR": ["gamma=0.9"],
    "CosineAnnealingLR": ["T_max=10", "T_max=5, eta_min=0.01"],
    "PolynomialLR": ["", "total_iters=10, power=2.0"],
    "CosineAnnealingWarmRestarts": ["T_0=4", "T_0=3, T_mult=2, eta_min=0.01"],
    "CyclicLR": ["base_lr=0.01, max_lr=0.1, step_size_up=4",
                 "base_lr=0.01, max_lr=0.1, step_size_up=3, step_size_down=5, mode='triangular2', cycle_momentum=False",
                 "base_lr=0.01, max_lr=0.1, step_size_up=4, mode='exp_range', gamma=0.9"],
    "OneCycleLR": ["max_lr=0.2, total_steps=20", "max_lr=0.2, epochs=4, steps_per_epoch=5, anneal_strategy='linear', "
                   "three_phase=True, pct_start=0.4"],
    "ReduceLROnPlateau": ["patience=2", "mode='max', factor=0.5, patience=1, cooldown=2, min_lr=0.001, "
                          "threshold=0.1, threshold_mode='abs'"],
    "SequentialLR": ["schedulers=[S.ConstantLR(optimizer, 0.1, 3), S.ExponentialLR(optimizer, 0.9)], milestones=[5]"],
    "ChainedScheduler": ["chained"],
    "LRScheduler": ["defined"],
}
PROGRAMS = dict(LAYERS)
for name, settings in OPTIMIZERS.items():
    PROGRAMS["optim." + name] = "\n".join(f"train(lambda p: optim.{name}(p, {setting}))" for setting in settings)
PROGRAMS["optim.Muon"] = PROGRAMS["optim.Muon"].replace("train(", "train_matrix(")
# At the minimum of a flat loss float32 leaves more room than the comparison.
PROGRAMS["optim.LBFGS"] = PROGRAMS["optim.LBFGS"].replace(")\n", ", dtype=torch.float64)\n")[:-1] + ", dtype=torch.float64)"
PROGRAMS["optim.SparseAdam"] = "print(optim.SparseAdam([nn.Parameter(torch.ones(2))]))\n" + (
    "try:\n    train(lambda p: optim.SparseAdam(p))\nexcept RuntimeError as error:\n    print(error)")
PROGRAMS["optim.Optimizer"] = """class Plain(optim.Optimizer):
    def __init__(self, params, lr):
        super().__init__(params, dict(lr=lr))

    @torch.no_grad()
    def step(self, closure=None):
        with torch.enable_grad():
            loss = closure()
        for group in self.param_groups:
            for p in group['params']:
                p.sub_(group['lr'] * p.grad)
        return loss

train(lambda p: Plain(p, 0.05))"""
for name, settings in SCHEDULES.items():
    PROGRAMS["lr_scheduler." + name] = "\n".join(
        f"schedule(lambda optimizer: S.{name}(optimizer{', ' if setting else ''}{setting}))" for setting in settings)
PROGRAMS["lr_scheduler.ChainedScheduler"] = (
    "schedule(lambda o: S.ChainedScheduler([S.ConstantLR(o, 0.1, 4), S.ExponentialLR(o, 0.9)], optimizer=o))")
PROGRAMS["lr_scheduler.LRScheduler"] = """class Halving(S.LRScheduler):
    def get_lr(self):
        return [base / (1 + self.last_epoch) for base in self.base_lrs]

schedule(lambda optimizer: Halving(optimizer))"""


def run(source):
    torch.manual_seed(0)
    out = io.StringIO()
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec((FOLDER / "prelude.py").read_text(encoding="utf-8") + source, {"__name__": "__main__"})
    return out.getvalue()


if __name__ == "__main__":
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for name, source in PROGRAMS.items():
        try:
            printed = run(source)
        except Exception as error:
            raise SystemExit(f"{name}: {error!r}\n{source}")
        (FOLDER / f"{name}.txt").write_text(f"{source}\n----\n{printed}", encoding="utf-8")
