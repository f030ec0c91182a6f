"""Multi-label classification: one logit and one yes/no decision per label."""

import torch
from torch import Tensor, nn

#: loss


class MultilabelClassifier(nn.Module):
    #: if loss == "bce"
    """Backbone and head: x -> probabilities [B, classes], as BCELoss wants them."""
    #: else
    """Backbone and head: x -> logits [B, classes]; no sigmoid, no softmax."""
    #: end

    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, classes)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x))
        #: if loss == "bce"
        return logits.sigmoid()
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
    #: if loss == "multilabel_margin"
    """One step: scores [B, classes] against indices of the true labels, then -1."""
    #: elif loss == "bce"
    """One step: probabilities against a multi-hot target, both [B, classes] (float)."""
    #: else
    """One step: logits against a multi-hot target, both [B, classes] (float)."""
    #: end
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
#: if loss == "multilabel_margin"
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """Labels [B, classes], the best first; a margin gives an order, no probability."""
    model.eval()
    scores: Tensor = model(x)
    return scores.argsort(dim=-1, descending=True)


#: else
def predict(
    model: nn.Module, x: Tensor, threshold: float = 0.5
) -> tuple[Tensor, Tensor]:
    """Which labels apply (bool) and their probabilities, both [B, classes]."""
    model.eval()
    #: if loss == "bce"
    probabilities: Tensor = model(x)
    #: else
    probabilities: Tensor = model(x).sigmoid()
    #: end
    return probabilities > threshold, probabilities


#: end

if __name__ == "__main__":
    classes = 6
    #: if imbalanced == "yes"
    target = (torch.rand(batch, classes) < 0.1).float()
    positives = target.sum(dim=0).clamp(min=1)
    pos_weight = (batch - positives) / positives
    #: else
    target = (torch.rand(batch, classes) < 0.3).float()
    #: end
    #: if loss == "multilabel_margin"
    indices, missing = torch.arange(classes), torch.tensor(-1)
    listed = torch.where(target > 0, indices, missing)
    target = listed.sort(descending=True).values
    #: end
    model = MultilabelClassifier(backbone, feature_size, classes)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    #: if loss == "multilabel_margin"
    ranked = predict(model, x)
    print(ranked[:, :3])
    #: else
    applies, probabilities = predict(model, x)
    print(applies.sum(dim=-1))
    #: end
