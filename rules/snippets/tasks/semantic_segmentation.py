"""Semantic segmentation: one class per pixel, softmax over dim 1 inside the loss."""

import torch
from torch import Tensor, nn

#: loss


class SemanticSegmenter(nn.Module):
    """Backbone and 1x1 head: x -> logits [B, classes, H, W]; no softmax here."""

    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Conv2d(feature_size, classes, kernel_size=1)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x))
        return logits


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: logits [B, classes, H, W] against class indices [B, H, W] (int64)."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """Class indices [B, H, W] and probabilities [B, classes, H, W]."""
    model.eval()
    probabilities: Tensor = model(x).softmax(dim=1)
    return probabilities.argmax(dim=1), probabilities


if __name__ == "__main__":
    classes = 4
    target = torch.randint(classes, (batch, size, size))
    #: if loss == "cross_entropy"
    target[:, 0] = 255  # unlabeled pixels: they do not count
    #: end
    #: if imbalanced == "yes" and loss == "cross_entropy"
    pixels = target[target != 255].bincount(minlength=classes).clamp(min=1)
    class_weight = (pixels.sum() / (classes * pixels)) ** 0.5
    #: end
    model = SemanticSegmenter(backbone, feature_size, classes)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    masks, probabilities = predict(model, x)
    print(masks.shape)
