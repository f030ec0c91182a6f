"""Several targets: one backbone, one head and one loss per target, learned weights."""

import torch
from torch import Tensor, nn


class MultiTask(nn.Module):
    """Backbone and two heads: x -> logits [B, classes] and values [B]."""

    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.label_head = nn.Linear(feature_size, classes)
        self.value_head = nn.Linear(feature_size, 1)
        self.log_variances = nn.Parameter(torch.zeros(2))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        features = self.backbone(x)
        return self.label_head(features), self.value_head(features).squeeze(-1)


def train_step(
    model: MultiTask,
    criterion: nn.Module,
    value_criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
    value: Tensor,
) -> float:
    """One step: class indices [B] (int64) and standardized values [B] (float)."""
    model.train()
    optimizer.zero_grad()
    logits, predicted = model(x)
    losses = torch.stack((criterion(logits, target), value_criterion(predicted, value)))
    precision = torch.exp(-model.log_variances)
    loss: Tensor = (precision * losses + model.log_variances / 2).sum()
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: MultiTask, x: Tensor) -> tuple[Tensor, Tensor]:
    """Class indices [B] and values [B]."""
    model.eval()
    logits, values = model(x)
    return logits.argmax(dim=-1), values


if __name__ == "__main__":
    #: require classes > 1
    classes = 5
    target = torch.randint(classes, (batch,))
    value = torch.randn(batch)
    model = MultiTask(backbone, feature_size, classes)
    criterion = LOSS()
    value_criterion = nn.HuberLoss()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(
            model, criterion, value_criterion, optimizer, x, target, value
        )
        print(f"step {step}: loss {loss:.4f}")
    labels, values = predict(model, x)
    print(labels, values)
