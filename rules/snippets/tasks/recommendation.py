"""Recommendation: one linear score per user and item; the loss says what it means."""

import torch
from torch import Tensor, nn

#: loss


class Recommender(nn.Module):
    #: if bounds == "given"
    """Backbone and head: features of user and item -> ratings [B] in (low, high)."""
    #: elif loss == "mse"
    """Backbone and head: features of user and item -> ratings [B], linear."""
    #: elif loss == "bpr"
    """Backbone and head: features of user and item -> scores [B] to sort by."""
    #: else
    """Backbone and head: features of user and item -> logits [B] of a click."""
    #: end

    #: if bounds == "given"
    def __init__(
        self, backbone: nn.Module, feature_size: int, low: float, high: float
    ) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 1)
        self.low = low
        self.high = high
    #: else
    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        #: if loss == "bpr"
        self.head = nn.Linear(feature_size, 1, bias=False)  # a bias cannot reorder
        #: else
        self.head = nn.Linear(feature_size, 1)
        #: end
    #: end

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.head(self.backbone(x)).squeeze(-1)
        #: if bounds == "given"
        return self.low + (self.high - self.low) * scores.sigmoid()
        #: else
        return scores
        #: end


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    #: if loss == "bpr"
    """One step: x holds chosen items, target the same users with items not chosen."""
    #: elif loss == "mse" or bounds == "given"
    """One step: ratings [B] (float)."""
    #: else
    """One step: target [B] is 1.0 for a click, otherwise 0.0."""
    #: end
    model.train()
    optimizer.zero_grad()
    #: if loss == "bpr"
    loss: Tensor = criterion(model(x), model(target))
    #: else
    loss: Tensor = criterion(model(x), target)
    #: end
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor, count: int = 3) -> tuple[Tensor, Tensor]:
    """The best `count` of the candidates x of one user: indices and values."""
    model.eval()
    #: if loss == "bce_with_logits" and bounds != "given"
    values: Tensor = model(x).sigmoid()
    #: else
    values: Tensor = model(x)
    #: end
    best = values.topk(count)
    return best.indices, best.values


if __name__ == "__main__":
    #: if bounds == "given"
    low, high = LOW, HIGH
    target = torch.empty(batch).uniform_(low, high)
    model = Recommender(backbone, feature_size, low, high)
    #: else
    #: if loss == "bpr"
    target = x.roll(1, dims=0)  # stands for items that the users did not choose
    #: elif loss == "mse"
    target = torch.randint(1, 6, (batch,)).float()
    #: else
    target = torch.randint(2, (batch,)).float()
    #: end
    model = Recommender(backbone, feature_size)
    #: end
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    items, values = predict(model, x)
    print(items)
