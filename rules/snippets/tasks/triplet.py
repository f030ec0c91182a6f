"""Triplets: an anchor must be nearer to its positive than to its negative, by a margin."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Embedder(nn.Module):
    """Backbone and projection: x -> embeddings [B, dim] of length one."""

    def __init__(self, backbone: nn.Module, feature_size: int, dim: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.projection = nn.Linear(feature_size, dim)

    def forward(self, x: Tensor) -> Tensor:
        return F.normalize(self.projection(self.backbone(x)), dim=-1)


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
) -> float:
    """One step on rows of one class (anchor, positive) and rows of another (negative)."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(anchor), model(positive), model(negative))
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def nearest(model: nn.Module, x: Tensor, gallery: Tensor) -> Tensor:
    """Index of the nearest row of the gallery, [B]."""
    model.eval()
    return torch.cdist(model(x), model(gallery)).argmin(dim=-1)


if __name__ == "__main__":
    dim = 32
    positive = x.roll(1, dims=0)  # stands for another example of the same class
    negative = x.roll(2, dims=0)  # and this for one of a different class
    model = Embedder(backbone, feature_size, dim)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, positive, negative)
        print(f"step {step}: loss {loss:.4f}")
    print(nearest(model, x, positive))
