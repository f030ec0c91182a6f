"""Soft labels: the target is a distribution over the classes, not one class."""

import torch
from torch import Tensor, nn


class SoftClassifier(nn.Module):
    #: if loss == "kl_div"
    """Backbone and head: x -> log-probabilities [B, classes], as KLDivLoss wants."""
    #: else
    """Backbone and head: x -> logits [B, classes]; the softmax is inside the loss."""
    #: end

    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, classes)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x))
        #: if loss == "kl_div"
        return logits.log_softmax(dim=-1)
        #: else
        return logits
        #: end


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    #: if loss == "kl_div"
    """One step: log-probabilities against probabilities, both [B, classes] (float)."""
    #: else
    """One step: logits against probabilities, both [B, classes] (float)."""
    #: end
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """Class indices [B] and probabilities [B, classes]."""
    model.eval()
    #: if loss == "kl_div"
    probabilities: Tensor = model(x).exp()
    #: else
    probabilities: Tensor = model(x).softmax(dim=-1)
    #: end
    return probabilities.argmax(dim=-1), probabilities


if __name__ == "__main__":
    #: require classes > 1
    classes = 5
    votes = torch.rand(batch, classes)
    target = votes / votes.sum(dim=-1, keepdim=True)
    model = SoftClassifier(backbone, feature_size, classes)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    labels, probabilities = predict(model, x)
    print(labels)
