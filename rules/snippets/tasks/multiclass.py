"""Multi-class classification: logits, cross entropy on class indices, argmax."""

import torch
from torch import Tensor, nn

#: loss


class Classifier(nn.Module):
    #: if loss == "nll"
    """Backbone and head: x -> log-probabilities [B, classes], as NLLLoss wants them."""
    #: elif loss == "linear_cross_entropy"
    """Backbone alone: x -> features; the loss owns the projection to the classes."""
    #: else
    """Backbone and head: x -> logits [B, classes]; the softmax is inside the loss."""
    #: end

    #: if loss == "linear_cross_entropy"
    def __init__(self, backbone: nn.Module) -> None:
        super().__init__()
        self.backbone = backbone

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.backbone(x)
        return features

    #: else
    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, classes)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x))
        #: if loss == "nll"
        return logits.log_softmax(dim=-1)
        #: else
        return logits
        #: end

    #: end


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
) -> float:
    #: if loss == "nll"
    """One step: log-probabilities [B, classes] against class indices [B] (int64)."""
    #: elif loss == "bce_with_logits"
    """One step: logits against one-hot floats, both [B, classes]."""
    #: elif loss == "linear_cross_entropy"
    """One step: features [B, feature_size] against class indices [B] (int64)."""
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
#: if loss == "linear_cross_entropy"
def predict(
    model: nn.Module, criterion: nn.LinearCrossEntropyLoss, x: Tensor
) -> tuple[Tensor, Tensor]:
    """Class indices [B] and probabilities [B, classes]."""
    model.eval()
    logits: Tensor = criterion.linear(model(x))
    probabilities = logits.softmax(dim=-1)
    return probabilities.argmax(dim=-1), probabilities


#: else
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    #: if loss == "multi_margin"
    """Class indices [B] and scores [B, classes]; a hinge gives no probabilities."""
    model.eval()
    scores: Tensor = model(x)
    return scores.argmax(dim=-1), scores
    #: else
    """Class indices [B] and probabilities [B, classes]."""
    model.eval()
    #: if loss == "nll"
    probabilities: Tensor = model(x).exp()
    #: elif loss == "bce_with_logits"
    probabilities: Tensor = model(x).sigmoid()  # one against the rest: no sum of 1
    #: else
    probabilities: Tensor = model(x).softmax(dim=-1)
    #: end
    return probabilities.argmax(dim=-1), probabilities
    #: end


#: end

if __name__ == "__main__":
    #: require classes > 1
    classes = 5
    #: if imbalanced == "yes"
    target = torch.rand(batch).pow(2).mul(classes).long()  # low classes are common
    counts = target.bincount(minlength=classes).clamp(min=1)
    weight = (counts.sum() / (classes * counts)) ** 0.5
    #: else
    target = torch.randint(classes, (batch,))
    #: end
    #: if loss == "bce_with_logits"
    target = nn.functional.one_hot(target, classes).float()
    #: end
    #: if loss == "linear_cross_entropy"
    model = Classifier(backbone)
    criterion = LOSS()
    parameters = [*model.parameters(), *criterion.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=1e-3)
    #: else
    model = Classifier(backbone, feature_size, classes)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    #: end
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    #: if loss == "linear_cross_entropy"
    labels, probabilities = predict(model, criterion, x)
    #: elif loss == "multi_margin"
    labels, scores = predict(model, x)
    #: else
    labels, probabilities = predict(model, x)
    #: end
    print(labels)
