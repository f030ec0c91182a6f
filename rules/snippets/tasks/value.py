"""State value V(s): one linear output against returns; the scale is that of the rewards."""

import torch
from torch import Tensor, nn

#: loss


class ValueNetwork(nn.Module):
    """Backbone and head: states x -> values [B], any real number."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        values: Tensor = self.head(self.backbone(x)).squeeze(-1)
        return values


def value_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    returns: Tensor,
) -> float:
    """One step on states and their returns [B], which carry no gradient."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), returns)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """Values [B] in the unit of the returns."""
    model.eval()
    values: Tensor = model(x)
    return values


def explained_variance(values: Tensor, returns: Tensor) -> float:
    """1 is perfect, 0 is no better than a constant, negative is worse."""
    return 1 - ((returns - values).var() / returns.var()).item()


if __name__ == "__main__":
    target = 5 * torch.randn(batch)
    model = ValueNetwork(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = value_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    print(f"explained variance {explained_variance(predict(model, x), target):.3f}")
