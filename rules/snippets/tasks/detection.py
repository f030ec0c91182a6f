"""Dense detection: class logits with a prior, and positive distances to the box sides."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: loss


class DenseDetector(nn.Module):
    """Per cell: class logits [B, K, H, W] and distances to the box sides [B, 4, H, W]."""

    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        #: if loss == "cross_entropy"
        self.classifier = nn.Conv2d(feature_size, classes + 1, kernel_size=1)
        #: else
        self.classifier = nn.Conv2d(feature_size, classes, kernel_size=1)
        prior = 0.01  # nearly every cell is background
        bias = self.classifier.get_parameter("bias")
        nn.init.constant_(bias, math.log(prior / (1 - prior)))
        #: end
        self.box = nn.Conv2d(feature_size, 4, kernel_size=1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        features = self.backbone(x)
        return self.classifier(features), self.box(features).exp()


def to_boxes(distances: Tensor) -> Tensor:
    """Distances (left, top, right, bottom) [B, 4, H, W] -> corners [B, 4, H, W]."""
    rows = torch.arange(distances.shape[-2], device=distances.device)
    columns = torch.arange(distances.shape[-1], device=distances.device)
    y, x = torch.meshgrid(rows + 0.5, columns + 0.5, indexing="ij")
    sign = torch.tensor([-1, -1, 1, 1], device=distances.device).view(4, 1, 1)
    return torch.stack([x, y, x, y]) + sign * distances


#: if loss != "giou"
def iou_loss(distances: Tensor, target: Tensor) -> Tensor:
    """One minus the IoU of two boxes around one cell, from distances [N, 4]."""

    def area(sides: Tensor) -> Tensor:
        return (sides[:, 0] + sides[:, 2]) * (sides[:, 1] + sides[:, 3])

    shared = area(torch.minimum(distances, target))
    return (1 - shared / (area(distances) + area(target) - shared)).mean()


#: end
def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    labels: Tensor,
    target: Tensor,
) -> float:
    """One step: labels [B, H, W] (-1 is background) and distances [B, 4, H, W].

    Every cell counts for the classes, only the cells of an object for the boxes.
    """
    model.train()
    optimizer.zero_grad()
    logits, distances = model(x)
    objects = labels >= 0
    #: if loss == "cross_entropy"
    background = logits.shape[1] - 1
    class_loss: Tensor = criterion(logits, labels.where(objects, background))
    #: else
    classes = logits.shape[1]
    one_hot = F.one_hot(labels + 1, classes + 1)[..., 1:].movedim(-1, 1).float()
    cells_per_object = one_hot.numel() / objects.sum().clamp(min=1)
    #: if loss == "giou"
    class_loss = F.binary_cross_entropy_with_logits(logits, one_hot) * cells_per_object
    #: else
    class_loss: Tensor = criterion(logits, one_hot) * cells_per_object
    #: end
    #: end
    #: if loss == "giou"
    boxes = to_boxes(distances).movedim(1, -1)[objects]
    box_loss: Tensor = criterion(boxes, to_boxes(target).movedim(1, -1)[objects])
    #: else
    sides = distances.movedim(1, -1)[objects]
    box_loss = iou_loss(sides, target.movedim(1, -1)[objects])
    #: end
    loss = class_loss + box_loss
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(
    model: nn.Module, x: Tensor, threshold: float = 0.05
) -> list[tuple[Tensor, Tensor, Tensor]]:
    """Per image: boxes (x1, y1, x2, y2) [N, 4], classes [N], scores [N]; NMS follows."""
    model.eval()
    logits, distances = model(x)
    #: if loss == "cross_entropy"
    scores, labels = logits.softmax(dim=1)[:, :-1].max(dim=1)
    #: else
    scores, labels = logits.sigmoid().max(dim=1)
    #: end
    boxes = to_boxes(distances).movedim(1, -1)
    found = scores > threshold
    return [
        (box[hit], label[hit], score[hit])
        for box, label, score, hit in zip(boxes, labels, scores, found)
    ]


if __name__ == "__main__":
    classes = 3
    labels = torch.randint(classes, (batch, size, size))
    labels[torch.rand(labels.shape) < 0.9] = -1
    target = torch.empty(batch, 4, size, size).uniform_(0.5, 4.0)
    model = DenseDetector(backbone, feature_size, classes)
    #: if loss == "cross_entropy"
    class_weight = torch.tensor([1.0] * classes + [0.1])  # background counts less
    #: end
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, labels, target)
        print(f"step {step}: loss {loss:.4f}")
    boxes, found, scores = predict(model, x)[0]
    print(boxes.shape)
