"""Probabilities at inference: train on logits, calibrate, then wrap for deployment."""

import torch
from torch import Tensor, nn


class Classifier(nn.Module):
    """Backbone and head: x -> logits [B, classes], what the loss wants."""

    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, classes)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x))
        return logits


class WithProbabilities(nn.Module):
    """A trained model for export: x -> probabilities [B, classes]; never for a loss."""

    temperature: Tensor

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model
        self.register_buffer("temperature", torch.ones(()))

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.model(x) / self.temperature
        #: if loss == "bce_with_logits"
        return logits.sigmoid()
        #: else
        return logits.softmax(dim=-1)
        #: end


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    #: if loss == "bce_with_logits"
    """One step: logits against a multi-hot target, both [B, classes] (float)."""
    #: else
    """One step: logits [B, classes] against class indices [B] (int64)."""
    #: end
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def calibrate(
    deployed: WithProbabilities, criterion: nn.Module, x: Tensor, target: Tensor
) -> float:
    """Set the temperature that minimizes the loss on held-out data."""
    deployed.eval()
    logits = deployed.model(x)
    grid = torch.logspace(-1, 1, 101, device=logits.device)
    losses = torch.stack([criterion(logits / t, target) for t in grid])
    deployed.temperature.copy_(grid[losses.argmin()])
    return deployed.temperature.item()


if __name__ == "__main__":
    #: if loss == "cross_entropy"
    #: require classes > 1
    #: end
    classes = 5
    #: if loss == "bce_with_logits"
    target = torch.randint(2, (batch, classes)).float()
    #: else
    target = torch.randint(classes, (batch,))
    #: end
    model = Classifier(backbone, feature_size, classes)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    deployed = WithProbabilities(model)
    print(f"temperature {calibrate(deployed, criterion, x, target):.2f}")
    print(deployed(x)[0])
