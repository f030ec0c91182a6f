# expect: ACT126@29|37

import torch
import torch.nn as nn
import torch.nn.functional as F


class ASPP(nn.Module):
    def __init__(self, cin, cout, rates=(1, 2)):
        super().__init__()
        self.branches = nn.ModuleList([nn.Conv2d(cin, cout, 3, padding=r, dilation=r) for r in rates])
        self.merge = nn.Conv2d(cout * len(rates), cout, 1)

    def forward(self, x):
        return F.relu(self.merge(torch.cat([F.relu(b(x)) for b in self.branches], 1)))


class DeepLab(nn.Module):
    def __init__(self, n_classes=5):
        super().__init__()
        self.backbone = nn.Conv2d(3, 8, 3, stride=2, padding=1)
        self.aspp = ASPP(8, 8)
        self.classifier = nn.Conv2d(8, n_classes, 1)

    def forward(self, x):
        size = x.shape[-2:]
        y = self.classifier(self.aspp(F.relu(self.backbone(x))))
        y = F.interpolate(y, size=size, mode="bilinear", align_corners=False)
        return F.log_softmax(y, dim=-1)


def train(model, pairs, weight=None):
    criterion = nn.NLLLoss(weight=weight, ignore_index=255)
    opt = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    for image, mask in pairs:
        output = model(image)
        loss = criterion(output, mask)
        opt.zero_grad()
        loss.backward()
        opt.step()
    return loss


train(DeepLab(), [(torch.randn(1, 3, 8, 8), torch.randint(0, 5, (1, 8, 8)))], torch.ones(5))
