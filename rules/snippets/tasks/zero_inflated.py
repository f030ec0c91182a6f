"""Counts with too many zeros: is it a zero that never counts, and if not, which rate."""

import torch
from torch import Tensor, nn

#: loss


class ZeroInflatedRegressor(nn.Module):
    """Backbone and head: x -> logit of an extra zero [B] and log-rate [B]."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 2)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        gate, log_rate = self.head(self.backbone(x)).unbind(dim=-1)
        return gate, log_rate


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: both outputs against counts 0, 1, 2, ... [B] (float)."""
    model.train()
    optimizer.zero_grad()
    gate, log_rate = model(x)
    loss: Tensor = criterion(gate, log_rate, target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """Expected counts [B] and probabilities of a zero [B]."""
    model.eval()
    gate, log_rate = model(x)
    extra_zero, rate = gate.sigmoid(), log_rate.exp()
    zero = extra_zero + (1 - extra_zero) * torch.exp(-rate)
    return (1 - extra_zero) * rate, zero


if __name__ == "__main__":
    target = torch.poisson(torch.full((batch,), 3.0)) * (torch.rand(batch) < 0.5)
    model = ZeroInflatedRegressor(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    mean, zero = predict(model, x)
    print(mean, zero)
