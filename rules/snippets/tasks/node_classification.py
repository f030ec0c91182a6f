"""Node classification: logits per node, loss on the labeled nodes only."""

import torch
from torch import Tensor, nn

#: loss


class NodeClassifier(nn.Module):
    """Backbone and head: node features x [N, ...] -> logits [N, classes]; no softmax."""

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
    labeled: Tensor,
) -> float:
    #: if loss == "bce_with_logits"
    """One step: multi-hot target [N, classes] (float), labeled [N] (bool)."""
    #: else
    """One step: class indices [N] (int64), labeled [N] (bool)."""
    #: end
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x)[labeled], target[labeled])
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    #: if loss == "bce_with_logits"
    """Labels (bool) and probabilities, both [N, classes]."""
    model.eval()
    probabilities: Tensor = model(x).sigmoid()
    return probabilities > 0.5, probabilities
    #: else
    """Class indices [N] and probabilities [N, classes]."""
    model.eval()
    probabilities: Tensor = model(x).softmax(dim=-1)
    return probabilities.argmax(dim=-1), probabilities
    #: end


if __name__ == "__main__":
    classes = 4
    #: if loss == "bce_with_logits"
    target = torch.randint(2, (nodes, classes)).float()
    #: else
    target = torch.randint(classes, (nodes,))
    #: end
    labeled = torch.arange(nodes) % 2 == 0
    model = NodeClassifier(backbone, feature_size, classes)
    #: if imbalanced == "yes" and loss == "cross_entropy"
    counts = target[labeled].bincount(minlength=classes).clamp(min=1)
    class_weight = (counts.sum() / (classes * counts)) ** 0.5
    #: end
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target, labeled)
        print(f"step {step}: loss {loss:.4f}")
    labels, probabilities = predict(model, x)
    print(labels)
