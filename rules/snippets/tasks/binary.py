"""Binary classification: one logit, the sigmoid is inside the loss, threshold at 0.5."""

import torch
from torch import Tensor, nn

#: loss


class BinaryClassifier(nn.Module):
    #: if loss == "bce"
    """Backbone and head: x -> probabilities [B], as BCELoss wants them."""
    #: elif loss == "cross_entropy"
    """Backbone and head: x -> logits [B, 2]; the softmax is inside the loss."""
    #: else
    """Backbone and head: x -> logits [B]; the sigmoid is inside the loss."""
    #: end

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        #: if loss == "cross_entropy"
        self.head = nn.Linear(feature_size, 2)
        #: else
        self.head = nn.Linear(feature_size, 1)
        #: end

    def forward(self, x: Tensor) -> Tensor:
        #: if loss == "cross_entropy"
        logits: Tensor = self.head(self.backbone(x))
        return logits
        #: elif loss == "bce"
        logits: Tensor = self.head(self.backbone(x))
        return logits.squeeze(-1).sigmoid()
        #: else
        logits: Tensor = self.head(self.backbone(x))
        return logits.squeeze(-1)
        #: end


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    #: if loss == "cross_entropy"
    """One step: logits [B, 2] against class indices [B] (int64)."""
    #: elif loss == "bce"
    """One step: probabilities against 0.0 and 1.0, both [B] (float)."""
    #: elif loss == "soft_margin"
    """One step: logits against -1.0 and 1.0, both [B] (float)."""
    #: else
    """One step: logits against 0.0 and 1.0, both [B] (float)."""
    #: end
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(
    model: nn.Module, x: Tensor, threshold: float = 0.5
) -> tuple[Tensor, Tensor]:
    """Decisions [B] (bool) and probabilities of "yes" [B]."""
    model.eval()
    #: if loss == "cross_entropy"
    probabilities: Tensor = model(x).softmax(dim=-1)[:, 1]
    #: elif loss == "bce"
    probabilities: Tensor = model(x)
    #: else
    probabilities: Tensor = model(x).sigmoid()
    #: end
    return probabilities > threshold, probabilities


if __name__ == "__main__":
    #: if imbalanced == "yes"
    target = (torch.rand(batch) < 0.1).float()
    positives = target.sum().clamp(min=1)
    pos_weight = (batch - positives) / positives
    #: else
    target = torch.randint(2, (batch,)).float()
    #: end
    #: if loss == "cross_entropy"
    target = target.long()
    #: elif loss == "soft_margin"
    target = 2 * target - 1
    #: end
    model = BinaryClassifier(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    decisions, probabilities = predict(model, x)
    print(decisions)
