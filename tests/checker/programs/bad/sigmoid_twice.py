# expect: ACT127@11
# why: A Sigmoid module in the network and torch.sigmoid in the evaluation.
import torch
import torch.nn as nn

mask_net = nn.Sequential(nn.Conv2d(1, 2, 3, padding=1), nn.ReLU(), nn.Conv2d(2, 1, 1), nn.Sigmoid())


def evaluate(images, threshold=0.5):
    with torch.no_grad():
        return torch.sigmoid(mask_net(images)) > threshold


print(evaluate(torch.randn(2, 1, 4, 4)).float().mean())
