"""Pairs: two inputs through one network; the loss reads a logit, a distance or a cosine."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Siamese(nn.Module):
    #: if loss == "bce_with_logits"
    """Two inputs -> logits [B] that they belong together; one backbone for both."""
    #: elif loss == "hinge_embedding"
    """Two inputs -> distances [B] from 0 to 2; one backbone for both."""
    #: else
    """Two inputs -> two embeddings [B, dim], linear; one backbone for both."""
    #: end

    def __init__(self, backbone: nn.Module, feature_size: int, dim: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.embed = nn.Linear(feature_size, dim)
        #: if loss == "bce_with_logits"
        self.head = nn.Linear(2 * dim, 1)
        #: end

    #: if loss in ("bce_with_logits", "hinge_embedding")
    def forward(self, x: Tensor, other: Tensor) -> Tensor:
        left = self.embed(self.backbone(x))
        right = self.embed(self.backbone(other))
        #: if loss == "bce_with_logits"
        joint = torch.cat([(left - right).abs(), left * right], dim=-1)
        logits: Tensor = self.head(joint).squeeze(-1)
        return logits
        #: else
        return F.pairwise_distance(F.normalize(left), F.normalize(right))
        #: end
    #: else
    def forward(self, x: Tensor, other: Tensor) -> tuple[Tensor, Tensor]:
        return self.embed(self.backbone(x)), self.embed(self.backbone(other))
    #: end


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    other: Tensor,
    target: Tensor,
) -> float:
    #: if loss == "bce_with_logits"
    """One step: target [B] is 1.0 for pairs that belong together, otherwise 0.0."""
    #: else
    """One step: target [B] is 1.0 for pairs that belong together, otherwise -1.0."""
    #: end
    model.train()
    optimizer.zero_grad()
    #: if loss == "cosine_embedding"
    left, right = model(x, other)
    loss: Tensor = criterion(left, right, target)
    #: else
    loss: Tensor = criterion(model(x, other), target)
    #: end
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
#: if loss == "bce_with_logits"
def predict(
    model: nn.Module, x: Tensor, other: Tensor, threshold: float = 0.5
) -> tuple[Tensor, Tensor]:
    """Decisions [B] (bool) and probabilities [B]."""
    model.eval()
    probabilities: Tensor = model(x, other).sigmoid()
    return probabilities > threshold, probabilities
#: elif loss == "hinge_embedding"
def predict(
    model: nn.Module, x: Tensor, other: Tensor, threshold: float = 0.5
) -> tuple[Tensor, Tensor]:
    """Decisions [B] (bool) and distances [B]; set the threshold on held-out pairs."""
    model.eval()
    distances: Tensor = model(x, other)
    return distances < threshold, distances
#: else
def predict(
    model: nn.Module, x: Tensor, other: Tensor, threshold: float = 0.5
) -> tuple[Tensor, Tensor]:
    """Decisions [B] (bool) and cosines [B]; set the threshold on held-out pairs."""
    model.eval()
    cosines = F.cosine_similarity(*model(x, other))
    return cosines > threshold, cosines
#: end


if __name__ == "__main__":
    dim = 32
    other = x.roll(1, dims=0)  # stands for the second input of each pair
    #: if loss == "bce_with_logits"
    target = (torch.arange(batch) % 2).float()
    #: else
    target = (torch.arange(batch) % 2).float() * 2 - 1
    #: end
    model = Siamese(backbone, feature_size, dim)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, other, target)
        print(f"step {step}: loss {loss:.4f}")
    decisions, scores = predict(model, x, other)
    print(decisions)
