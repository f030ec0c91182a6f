# expect: ACT103@19|35

import torch
import torch.nn as nn
import torch.nn.functional as F


class YoloHead(nn.Module):
    def __init__(self, c=8, anchors=2, classes=3):
        super().__init__()
        self.na, self.no = anchors, 5 + classes
        self.conv = nn.Conv2d(c, anchors * (5 + classes), 1)

    def forward(self, f):
        b, _, h, w = f.shape
        p = self.conv(f).view(b, self.na, self.no, h, w).permute(0, 1, 3, 4, 2)
        xy = p[..., 0:2].sigmoid()
        wh = p[..., 2:4].exp()
        obj = torch.sigmoid(p[..., 4])
        cls = p[..., 5:]
        return xy, wh, obj, cls


class YoloLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.mse = nn.MSELoss()
        self.obj = nn.BCEWithLogitsLoss()
        self.cls = nn.CrossEntropyLoss()

    def forward(self, pred, target):
        xy, wh, obj, cls = pred
        mask = target["obj"] > 0
        l_box = self.mse(xy[mask], target["xy"][mask]) + self.mse(wh[mask], target["wh"][mask])
        l_obj = self.obj(obj, target["obj"])
        l_cls = self.cls(cls[mask], target["cls"][mask])
        return 5 * l_box + l_obj + l_cls


head, loss_fn = YoloHead(), YoloLoss()
t = {
    "obj": torch.ones(1, 2, 3, 3),
    "xy": torch.rand(1, 2, 3, 3, 2),
    "wh": torch.rand(1, 2, 3, 3, 2),
    "cls": torch.randint(0, 3, (1, 2, 3, 3)),
}
loss_fn(head(torch.randn(1, 8, 3, 3)), t).backward()
