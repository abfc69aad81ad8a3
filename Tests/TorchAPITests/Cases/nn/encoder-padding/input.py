# Encoders leave padding out when nothing is trained, and say what they go by; hooks may give lists.
import torch
from torch import nn

torch.manual_seed(1)
encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8, batch_first=True), 2)
encoder.use_nested_tensor, encoder.enable_nested_tensor, encoder.mask_check, encoder.layers[0].activation_relu_or_gelu
x = torch.randn(2, 4, 4)
padding = torch.tensor([[False, False, False, True], [False, False, True, True]])
encoder.eval()


def rows(result):
    """Which rows are zeros."""
    return (result == 0).all(-1).tolist()


with torch.no_grad():
    print(rows(encoder(x, src_key_padding_mask=padding)))
    print(rows(encoder(x, src_key_padding_mask=padding.flip(1))))
    print(rows(encoder(x, mask=torch.zeros(4, 4), src_key_padding_mask=padding)))
    print(rows(encoder(x)))
    print(encoder(x, src_key_padding_mask=padding)[0, :2])
rows(encoder(x, src_key_padding_mask=padding))
for parameter in encoder.parameters():
    parameter.requires_grad_(False)
rows(encoder(x, src_key_padding_mask=padding))
encoder.train()
rows(encoder(x, src_key_padding_mask=padding))

layer = nn.Linear(3, 2)
handle = layer.register_full_backward_hook(lambda module, of_inputs, of_outputs: [g * 0 + 5 for g in of_inputs])
x = torch.ones(1, 3, requires_grad=True)
layer(x).sum().backward()
x.grad
