# expect: none

import torch
import torch.nn as nn
import torch.nn.functional as F


def sigmoid_focal(logits, targets, alpha=0.25, gamma=2.0):
    p = logits.sigmoid()
    ce = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    p_t = p * targets + (1 - p) * (1 - targets)
    a_t = alpha * targets + (1 - alpha) * (1 - targets)
    return (a_t * (1 - p_t) ** gamma * ce).sum()


class RetinaHead(nn.Module):
    def __init__(self, c=8, classes=3, anchors=2, prior=0.01):
        super().__init__()
        self.cls_tower = nn.Sequential(nn.Conv2d(c, c, 3, 1, 1), nn.GroupNorm(2, c), nn.ReLU())
        self.cls_score = nn.Conv2d(c, classes * anchors, 3, 1, 1)
        self.bbox_pred = nn.Conv2d(c, 4 * anchors, 3, 1, 1)
        self.classes = classes
        nn.init.normal_(self.cls_score.weight, std=0.01)
        nn.init.constant_(self.cls_score.bias, -torch.log(torch.tensor((1 - prior) / prior)).item())

    def forward(self, feature):
        cls = self.cls_score(self.cls_tower(feature))
        box = self.bbox_pred(feature)
        return cls.flatten(2).transpose(1, 2).reshape(len(cls), -1, self.classes), box.flatten(2).transpose(1, 2).reshape(len(box), -1, 4)

    def losses(self, feature, cls_target, box_target, positive):
        cls, box = self(feature)
        n = positive.sum().clamp(min=1)
        return {
            "cls": sigmoid_focal(cls, cls_target) / n,
            "box": F.smooth_l1_loss(box[positive], box_target[positive], beta=0.1, reduction="sum") / n,
        }

    @torch.no_grad()
    def detect(self, feature, threshold=0.05):
        cls, box = self(feature)
        scores, labels = cls.sigmoid().max(-1)
        keep = scores > threshold
        return box[keep], scores[keep], labels[keep]


head = RetinaHead()
f = torch.randn(1, 8, 3, 3)
out = head.losses(f, torch.rand(1, 18, 3).round(), torch.randn(1, 18, 4), torch.rand(1, 18) > 0.5)
sum(out.values()).backward()
head.detect(f)
