# expect: none

import torch
import torch.nn.functional as F
from torch import nn


class MiniDETR(nn.Module):
    def __init__(self, n_cls=4, d=24, queries=6):
        super().__init__()
        self.query = nn.Embedding(queries, d)
        self.decoder = nn.TransformerDecoderLayer(d, 4, 48, batch_first=True)
        self.class_embed = nn.Linear(d, n_cls + 1)
        self.bbox_embed = nn.Sequential(nn.Linear(d, d), nn.ReLU(), nn.Linear(d, 4))

    def forward(self, memory):
        h = self.decoder(self.query.weight.expand(len(memory), -1, -1), memory)
        return {"pred_logits": self.class_embed(h), "pred_boxes": self.bbox_embed(h).sigmoid()}


def set_loss(out, cls, boxes):
    weight = torch.ones(5)
    weight[-1] = 0.1
    ce = F.cross_entropy(out["pred_logits"].transpose(1, 2), cls, weight)
    l1 = F.l1_loss(out["pred_boxes"], boxes)
    return ce + 5 * l1


@torch.no_grad()
def postprocess(out):
    prob = F.softmax(out["pred_logits"], -1)
    return prob[..., :-1].max(-1), out["pred_boxes"]


net = MiniDETR()
out = net(torch.randn(2, 9, 24))
set_loss(out, torch.randint(0, 5, (2, 6)), torch.rand(2, 6, 4)).backward()
postprocess(out)
