"""The files that define the layers; a layer's file is loaded when the layer is first asked for."""

import torch

_FILES = {
    "module": "Module",
    "container": "Container Sequential ModuleList ModuleDict ParameterList ParameterDict",
    "linear": "Identity Linear Bilinear",
    "activation": "ReLU ReLU6 RReLU SiLU Mish SELU CELU ELU GELU GLU Hardswish Hardsigmoid Hardtanh Hardshrink Sigmoid "
                  "Tanh LogSigmoid Softsign Tanhshrink Threshold LeakyReLU PReLU Softshrink Softplus Softmax LogSoftmax "
                  "Softmin Softmax2d MultiheadAttention",
    "adaptive": "AdaptiveLogSoftmaxWithLoss",
    "batchnorm": "BatchNorm1d BatchNorm2d BatchNorm3d SyncBatchNorm InstanceNorm1d InstanceNorm2d InstanceNorm3d",
    "conv": "Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d",
    "distance": "PairwiseDistance CosineSimilarity",
    "dropout": "Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout",
    "flatten": "Flatten Unflatten",
    "lazy": "LazyLinear LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d LazyConvTranspose3d "
            "LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d",
    "loss": "L1Loss MSELoss NLLLoss CrossEntropyLoss BCELoss BCEWithLogitsLoss KLDivLoss SmoothL1Loss HuberLoss "
            "PoissonNLLLoss GaussianNLLLoss SoftMarginLoss HingeEmbeddingLoss MarginRankingLoss CosineEmbeddingLoss "
            "TripletMarginLoss TripletMarginWithDistanceLoss MultiMarginLoss MultiLabelMarginLoss "
            "MultiLabelSoftMarginLoss CTCLoss NLLLoss2d LinearCrossEntropyLoss",
    "normalization": "CrossMapLRN2d LocalResponseNorm LayerNorm GroupNorm RMSNorm",
    "pooling": "MaxPool1d MaxPool2d MaxPool3d AvgPool1d AvgPool2d AvgPool3d LPPool1d LPPool2d LPPool3d "
               "AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d "
               "AdaptiveMaxPool3d FractionalMaxPool2d FractionalMaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d",
    "padding": "ZeroPad1d ZeroPad2d ZeroPad3d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d ReflectionPad2d "
               "ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d CircularPad1d CircularPad2d "
               "CircularPad3d",
    "rearrange": "PixelShuffle PixelUnshuffle ChannelShuffle Upsample UpsamplingNearest2d UpsamplingBilinear2d Fold "
                 "Unfold",
    "rnn": "RNNBase RNN LSTM GRU RNNCellBase RNNCell LSTMCell GRUCell",
    "sparse": "Embedding EmbeddingBag",
    "transformer": "Transformer TransformerEncoder TransformerDecoder TransformerEncoderLayer TransformerDecoderLayer",
}
_FILE_OF = {name: file for file, names in _FILES.items() for name in names.split()}
__all__ = list(_FILE_OF)


_MODULES = ("common_types", "grad", "attention", "functional", "init", "utils", "modules", "parameter", "parallel")


def __getattr__(name):
    if name in _MODULES:
        return torch._C._import("torch.nn." + name)
    if name == "DataParallel":
        return torch._C._import("torch.nn.parallel").DataParallel
    file = _FILE_OF.get(name)
    if file is None:
        raise torch._C._missing("torch.nn", name, __all__)
    value = getattr(torch._C._import("torch.nn.modules." + file), name)
    setattr(torch._C._import("torch.nn.modules"), name, value)
    setattr(torch._C._import("torch.nn"), name, value)
    return value
