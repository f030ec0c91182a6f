"""DETR: a transformer decoder turns learned queries into a set of boxes."""

from itertools import permutations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: init


class Layer(nn.Module):
    """Queries attend to each other, then to the image; a norm follows each addition."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.self_attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.norm1 = NORM_SEQUENCE(width)
        self.cross_attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.norm2 = NORM_SEQUENCE(width)
        self.feed_forward = nn.Sequential(
            nn.Linear(width, 4 * width),
            ACT(),
            nn.Linear(4 * width, width),
        )
        self.norm3 = NORM_SEQUENCE(width)

    def forward(self, x: Tensor, queries: Tensor, image: Tensor) -> Tensor:
        q = x + queries
        x = self.norm1(x + self.self_attention(q, q, x, need_weights=False)[0])
        seen = self.cross_attention(x + queries, image, image, need_weights=False)[0]
        x = self.norm2(x + seen)
        y: Tensor = self.norm3(x + self.feed_forward(x))
        return y


class DETR(nn.Module):
    """Images -> class logits [B, Q, classes + 1] and boxes [B, Q, 4] (cx, cy, w, h)."""

    def __init__(
        self,
        in_channels: int,
        image_size: int,
        width: int,
        heads: int,
        depth: int,
        queries: int,
        classes: int,
    ) -> None:
        super().__init__()
        self.backbone = nn.Sequential(
            nn.Conv2d(in_channels, width, 4, stride=4),
            nn.ReLU(),
            nn.Conv2d(width, width, 2, stride=2),
        )
        tokens = (image_size // 8) ** 2
        self.position = nn.Parameter(0.02 * torch.randn(tokens, width))
        self.queries = nn.Parameter(torch.randn(queries, width))
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(depth))
        self.apply(init_weights)
        self.classifier = nn.Linear(width, classes + 1)  # the last: no object
        self.box = nn.Sequential(
            nn.Linear(width, width),
            ACT(),
            nn.Linear(width, 4),
        )

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        image = self.backbone(images).flatten(2).transpose(1, 2) + self.position
        queries = self.queries.expand(len(images), -1, -1)
        x = torch.zeros_like(queries)
        for layer in self.layers:
            x = layer(x, queries, image)
        return self.classifier(x), self.box(x).sigmoid()


def corners(boxes: Tensor) -> tuple[Tensor, Tensor]:
    """(cx, cy, w, h) -> the corners (x1, y1) and (x2, y2)."""
    center, size = boxes[..., :2], boxes[..., 2:]
    return center - size / 2, center + size / 2


def giou(a: Tensor, b: Tensor) -> Tensor:
    """Generalized IoU of boxes [..., 4]; in (-1, 1], 1 for equal boxes."""
    (low_a, high_a), (low_b, high_b) = corners(a), corners(b)
    shared = torch.minimum(high_a, high_b) - torch.maximum(low_a, low_b)
    hull = torch.maximum(high_a, high_b) - torch.minimum(low_a, low_b)
    overlap = shared.clamp(min=0).prod(dim=-1)
    union = a[..., 2:].prod(dim=-1) + b[..., 2:].prod(dim=-1) - overlap
    area = hull.prod(dim=-1)
    return overlap / union - (area - union) / area


class SetLoss(nn.Module):
    """Matches each object with one query, then compares classes and boxes."""

    weight: Tensor

    def __init__(self, classes: int, no_object: float = 0.1) -> None:
        super().__init__()
        self.classes = classes
        self.register_buffer("weight", torch.ones(classes + 1))
        self.weight[-1] = no_object

    @torch.no_grad()
    def match(
        self, logits: Tensor, boxes: Tensor, labels: Tensor, target: Tensor
    ) -> list[int]:
        """The query of each object; for many objects: scipy's linear_sum_assignment."""
        a, b = boxes[:, None], target[None]
        cost = 5 * (a - b).abs().sum(dim=-1) - 2 * giou(a, b)
        rows = (cost - logits.softmax(dim=-1)[:, labels]).tolist()
        ways = permutations(range(len(rows)), len(labels))
        costs = ((sum(rows[q][i] for i, q in enumerate(way)), way) for way in ways)
        return list(min(costs)[1])

    def forward(
        self, logits: Tensor, boxes: Tensor, labels: Tensor, target: Tensor
    ) -> Tensor:
        """logits [B, Q, C + 1], boxes [B, Q, 4]; labels [B, M], target [B, M, 4]."""
        wanted = labels.new_full(logits.shape[:2], self.classes)
        matched = torch.empty_like(target)
        for i in range(len(logits)):
            index = self.match(logits[i], boxes[i], labels[i], target[i])
            wanted[i, index] = labels[i]
            matched[i] = boxes[i, index]
        class_loss = F.cross_entropy(logits.transpose(1, 2), wanted, self.weight)
        overlap_loss = 1 - giou(matched, target).mean()
        return class_loss + 5 * F.l1_loss(matched, target) + 2 * overlap_loss


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    labels: Tensor,
    target: Tensor,
) -> float:
    """One step on labels [B, M] (int64) and boxes [B, M, 4] (cx, cy, w, h in [0, 1])."""
    model.train()
    optimizer.zero_grad()
    logits, boxes = model(x)
    loss: Tensor = criterion(logits, boxes, labels, target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Labels [B, Q], their scores [B, Q] and boxes [B, Q, 4]; no NMS is needed."""
    model.eval()
    logits, boxes = model(x)
    scores, labels = logits.softmax(dim=-1)[..., :-1].max(dim=-1)
    return labels, scores, boxes


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    in_channels = 3
    image_size = 32
    width = 32
    heads = 4
    depth = 2
    queries = 5
    classes = 3
    objects = 2
    #: require image_size % 8 == 0
    #: require width % heads == 0
    #: require objects <= queries
    x = torch.randn(batch, in_channels, image_size, image_size)
    labels = torch.randint(classes, (batch, objects))
    target = 0.2 + 0.4 * torch.rand(batch, objects, 4)
    model = DETR(in_channels, image_size, width, heads, depth, queries, classes)
    criterion = SetLoss(classes)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, labels, target)
        print(f"step {step}: loss {loss:.4f}")
    found, scores, boxes = predict(model, x)
    print(found[0], scores[0])
