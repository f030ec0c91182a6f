# expect: none
# why: The loss is built from a config in another file, and the model leaves the activation to it.
import torch
from config import CONFIG
from factory import make_loss
from torch import nn

model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, CONFIG["classes"]))
criterion = make_loss(CONFIG["loss"])
criterion(model(torch.randn(5, 4)), torch.rand(5, 3).round()).backward()
