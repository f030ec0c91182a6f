"""Contrastive learning: an embedding must find its partner among all of the batch."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: loss


class Embedder(nn.Module):
    """Backbone and projection: x -> embeddings [B, dim], linear at the end."""

    def __init__(self, backbone: nn.Module, feature_size: int, dim: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.projection = nn.Sequential(
            nn.Linear(feature_size, feature_size),
            nn.ReLU(),
            nn.Linear(feature_size, dim),
        )

    def forward(self, x: Tensor) -> Tensor:
        embeddings: Tensor = self.projection(self.backbone(x))
        return embeddings


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    other: Tensor,
) -> float:
    """One step: row i of x and row i of `other` belong together, all others do not."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), model(other))
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def similarity(model: nn.Module, x: Tensor, gallery: Tensor) -> Tensor:
    """Cosine similarity of each x to each row of the gallery, in [-1, 1]."""
    model.eval()
    left = F.normalize(model(x), dim=-1)
    right = F.normalize(model(gallery), dim=-1)
    return left @ right.T


if __name__ == "__main__":
    dim = 32
    other = x.roll(1, dims=0)  # stands for a second view: crop, flip, dropout, noise
    model = Embedder(backbone, feature_size, dim)
    criterion = LOSS()
    #: if loss == "sigmoid_pairwise"
    parameters = [*model.parameters(), *criterion.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=1e-3)
    #: else
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    #: end
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, other)
        print(f"step {step}: loss {loss:.4f}")
    print(similarity(model, x, other).argmax(dim=-1))
