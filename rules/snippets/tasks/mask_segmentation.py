"""Masks of 0 and 1: one logit per pixel and mask, the sigmoid is inside the loss."""

import math

import torch
from torch import Tensor, nn

#: loss


class MaskSegmenter(nn.Module):
    """Backbone and 1x1 head: x -> logits [B, masks, H, W]; no sigmoid here."""

    def __init__(self, backbone: nn.Module, feature_size: int, masks: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Conv2d(feature_size, masks, kernel_size=1)
        #: if loss == "focal"
        prior = 0.05  # share of foreground pixels, so that the loss starts calm
        bias = self.head.get_parameter("bias")
        nn.init.constant_(bias, math.log(prior / (1 - prior)))
        #: end

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
    """One step: logits against a float target of 0.0 and 1.0, both [B, masks, H, W]."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(
    model: nn.Module, x: Tensor, threshold: float = 0.5
) -> tuple[Tensor, Tensor]:
    """Masks (bool) and probabilities, both [B, masks, H, W]."""
    model.eval()
    probabilities: Tensor = model(x).sigmoid()
    return probabilities > threshold, probabilities


if __name__ == "__main__":
    #: if kind == "multilabel"
    masks = 3
    #: else
    masks = 1
    #: end
    #: if imbalanced == "yes" and loss == "bce_with_logits"
    target = (torch.rand(batch, masks, size, size) < 0.05).float()
    positives = target.sum(dim=(0, 2, 3)).clamp(min=1)
    negatives = target.numel() / masks - positives
    pos_weight = (negatives / positives).view(masks, 1, 1)
    #: else
    target = (torch.rand(batch, masks, size, size) < 0.3).float()
    #: end
    model = MaskSegmenter(backbone, feature_size, masks)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    foreground, probabilities = predict(model, x)
    print(foreground.shape)
