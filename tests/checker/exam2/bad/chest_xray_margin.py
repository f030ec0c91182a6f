# expect: ACT104@12|26

import torch
import torchvision_like as tvl  # the team's thin wrapper
from torch import nn


class ChestNet(nn.Module):
    def __init__(self, n_findings=14):
        super().__init__()
        self.features = tvl.densenet_features()
        self.classifier = nn.Sequential(nn.Linear(1024, n_findings), nn.Softmax(dim=-1))

    def forward(self, scan):
        f = nn.functional.relu(self.features(scan))
        f = nn.functional.adaptive_avg_pool2d(f, (1, 1)).flatten(1)
        return self.classifier(f)


def fit(loader, device="cuda"):
    model = nn.DataParallel(ChestNet()).to(device)
    opt = torch.optim.Adam(model.parameters(), 1e-4)
    criterion = nn.MultiLabelSoftMarginLoss()
    for scan, findings in loader:
        pred = model(scan.to(device))
        loss = criterion(pred, findings.to(device))
        opt.zero_grad()
        loss.backward()
        opt.step()
