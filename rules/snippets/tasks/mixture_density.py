"""Mixture density: weights, means and scales of several Gaussians for one target."""

import torch
from torch import Tensor, nn

#: loss


class MixtureRegressor(nn.Module):
    """Backbone and head: x -> weight logits, means, log-scales, each [B, components]."""

    def __init__(self, backbone: nn.Module, feature_size: int, components: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 3 * components)
        with torch.no_grad():  # equal components would stay equal: spread their means
            self.head.bias[components:-components] = torch.linspace(-1, 1, components)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        logits, means, log_stds = self.head(self.backbone(x)).chunk(3, dim=-1)
        return logits, means, log_stds


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: the mixture against standardized targets [B] (float)."""
    model.train()
    optimizer.zero_grad()
    logits, means, log_stds = model(x)
    loss: Tensor = criterion(logits, means, log_stds, target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """Means [B, components] and their weights [B, components]: several answers."""
    model.eval()
    logits, means, _ = model(x)
    return means, logits.softmax(dim=-1)


@torch.no_grad()
def sample(model: nn.Module, x: Tensor) -> Tensor:
    """One draw [B] from each mixture."""
    model.eval()
    logits, means, log_stds = model(x)
    chosen = torch.multinomial(logits.softmax(dim=-1), 1)
    mean = means.gather(-1, chosen).squeeze(-1)
    std = log_stds.gather(-1, chosen).squeeze(-1).exp()
    return torch.normal(mean, std)


if __name__ == "__main__":
    components = 3
    target = torch.randn(batch)
    model = MixtureRegressor(backbone, feature_size, components)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    means, weights = predict(model, x)
    print(means[0], weights[0], sample(model, x)[0])
