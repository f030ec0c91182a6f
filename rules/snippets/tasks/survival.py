"""Survival: time to an event, where some samples are censored before it happens."""

import torch
from torch import Tensor, nn

#: loss

#: if loss == "cox"


class RiskRegressor(nn.Module):
    """Backbone and linear head: x -> log-risks [B]; only their differences count."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        log_risk: Tensor = self.head(self.backbone(x))
        return log_risk.squeeze(-1)


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
    event: Tensor,
) -> float:
    """One step: log-risks against times [B] (float) and events [B] (bool)."""
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target, event)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def baseline_hazard(
    model: nn.Module, x: Tensor, time: Tensor, event: Tensor
) -> tuple[Tensor, Tensor]:
    """Breslow: the event times, sorted [T], and the cumulative hazard at each [T]."""
    model.eval()
    risk = model(x).exp()
    times = time[event].sort().values
    at_risk = (time.unsqueeze(0) >= times.unsqueeze(1)).float() @ risk
    return times, (1 / at_risk).cumsum(dim=0)


@torch.no_grad()
def predict(model: nn.Module, x: Tensor, hazard: Tensor) -> Tensor:
    """Probabilities [B, T] to be alive after each time of the baseline."""
    model.eval()
    risk: Tensor = model(x).exp()
    return torch.exp(-risk.unsqueeze(-1) * hazard)


#: else


class HazardRegressor(nn.Module):
    """Backbone and head: x -> logits [B, bins] of the hazard in each time bin."""

    def __init__(self, backbone: nn.Module, feature_size: int, bins: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, bins)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x))
        return logits


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
    event: Tensor,
) -> float:
    """One step: logits against the last bin [B] (int64) and events [B] (bool).

    Each bin that a sample lived to see is one yes/no question: did it happen here?
    """
    model.train()
    optimizer.zero_grad()
    logits = model(x)
    bins = torch.arange(logits.shape[1], device=x.device)
    at_risk = (bins <= target.unsqueeze(1)).float()
    happened = ((bins == target.unsqueeze(1)) & event.unsqueeze(1)).float()
    loss: Tensor = (criterion(logits, happened) * at_risk).sum() / len(x)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """Probabilities [B, bins] to be alive after each bin."""
    model.eval()
    hazard: Tensor = model(x).sigmoid()
    return (1 - hazard).cumprod(dim=-1)


#: end

if __name__ == "__main__":
    event = torch.rand(batch) < 0.6
    #: if loss == "cox"
    target = torch.rand(batch).log().neg()
    model = RiskRegressor(backbone, feature_size)
    #: else
    bins = 8
    target = torch.randint(bins, (batch,))
    model = HazardRegressor(backbone, feature_size, bins)
    #: end
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target, event)
        print(f"step {step}: loss {loss:.4f}")
    #: if loss == "cox"
    times, hazard = baseline_hazard(model, x, target, event)
    alive = predict(model, x, hazard)
    #: else
    alive = predict(model, x)
    #: end
    print(alive[:4])
