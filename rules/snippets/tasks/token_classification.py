"""Token classification: logits per token, softmax inside the loss, padding ignored."""

import torch
from torch import Tensor, nn

#: loss


class TokenClassifier(nn.Module):
    """Backbone and head: x -> logits [B, T, classes]; no softmax here."""

    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, classes)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x))
        return logits


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    """One step: class indices [B, T] (int64), -100 where a token does not count."""
    model.train()
    optimizer.zero_grad()
    logits: Tensor = model(x)
    loss: Tensor = criterion(logits.flatten(0, 1), target.flatten())
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """Class indices [B, T] and probabilities [B, T, classes]."""
    model.eval()
    probabilities: Tensor = model(x).softmax(dim=-1)
    return probabilities.argmax(dim=-1), probabilities


if __name__ == "__main__":
    classes = 9
    target = torch.randint(classes, (batch, length))
    target[:, -2:] = -100  # padding, special tokens, all but the first piece of a word
    model = TokenClassifier(backbone, feature_size, classes)
    #: if imbalanced == "yes" and loss == "cross_entropy"
    counts = target[target >= 0].bincount(minlength=classes).clamp(min=1)
    class_weight = (counts.sum() / (classes * counts)) ** 0.5
    #: end
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    labels, probabilities = predict(model, x)
    print(labels[0])
