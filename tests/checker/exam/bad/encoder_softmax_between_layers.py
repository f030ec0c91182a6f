# expect: ACT206@8|9
# why: An autoencoder's bottleneck units compete in a softmax before the decoder.
import torch
from torch import nn

autoencoder = nn.Sequential(
    nn.Linear(12, 8),
    nn.Softmax(dim=-1),
    nn.Linear(8, 12),
)
x = torch.randn(4, 12)
nn.functional.mse_loss(autoencoder(x), x).backward()
