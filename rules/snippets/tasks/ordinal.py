"""Ordered classes: K - 1 logits that ask whether the label is above each threshold."""

import torch
from torch import Tensor, nn

#: loss


class OrdinalClassifier(nn.Module):
    #: if loss == "coral"
    """Backbone, one score and K - 1 thresholds: x -> logits [B, classes - 1]."""

    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.score = nn.Linear(feature_size, 1, bias=False)
        falling = torch.linspace(1, -1, classes - 1)
        self.biases = nn.Parameter(falling)

    def forward(self, x: Tensor) -> Tensor:
        score: Tensor = self.score(self.backbone(x))
        return score + self.biases

    #: else
    #: if loss == "corn"
    """Backbone and head: x -> conditional logits [B, classes - 1]."""
    #: else
    """Backbone and head: x -> logits [B, classes]; the order is not used."""
    #: end

    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        #: if loss == "corn"
        self.head = nn.Linear(feature_size, classes - 1)
        #: else
        self.head = nn.Linear(feature_size, classes)
        #: end

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x))
        return logits

    #: end


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: logits against ranks [B] from 0 to classes - 1 (int64)."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    #: if loss == "coral"
    """Ranks [B]: how many thresholds are passed with probability above 0.5."""
    model.eval()
    above: Tensor = model(x).sigmoid()
    return (above > 0.5).sum(dim=-1)
    #: elif loss == "corn"
    """Ranks [B]: how many thresholds are passed with probability above 0.5."""
    model.eval()
    conditional: Tensor = model(x).sigmoid()
    above = conditional.cumprod(dim=-1)  # P(label > k), never rising with k
    return (above > 0.5).sum(dim=-1)
    #: else
    """Ranks [B]: the median of the distribution, which respects the order."""
    model.eval()
    probabilities: Tensor = model(x).softmax(dim=-1)
    return (probabilities.cumsum(dim=-1) < 0.5).sum(dim=-1)
    #: end


if __name__ == "__main__":
    #: require classes > 1
    classes = 5
    target = torch.randint(classes, (batch,))
    model = OrdinalClassifier(backbone, feature_size, classes)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    ranks = predict(model, x)
    print(ranks)
