"""Evidential regression: four parameters, from which both kinds of uncertainty follow."""

import torch
from torch import Tensor, nn

#: loss


class EvidentialRegressor(nn.Module):
    """Backbone and head: x -> mean, evidence > 0, alpha > 1, beta > 0, each [B]."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 4)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        mean, *raw = self.head(self.backbone(x)).unbind(dim=-1)
        evidence, alpha, beta = (nn.functional.softplus(r) + 1e-4 for r in raw)
        return mean, evidence, alpha + 1, beta


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: the four parameters against standardized targets [B] (float)."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(*model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Means, variances of the noise and variances of the means, each [B]."""
    model.eval()
    mean, evidence, alpha, beta = model(x)
    noise = beta / (alpha - 1)
    return mean, noise, noise / evidence


if __name__ == "__main__":
    target = torch.randn(batch)
    model = EvidentialRegressor(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    mean, noise, doubt = predict(model, x)
    print(mean, noise.sqrt(), doubt.sqrt())
