"""Distillation: a student learns the softened outputs of a frozen teacher."""

import copy

import torch
from torch import Tensor, nn


class Classifier(nn.Module):
    """Backbone and head: x -> logits [B, classes]."""

    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, classes)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x))
        return logits


def train_step(
    model: nn.Module,
    teacher: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    target: Tensor,
    temperature: float = 4.0,
    share: float = 0.9,
) -> float:
    """One step: the teacher's view counts `share`, the class indices [B] the rest."""
    model.train()
    teacher.eval()
    optimizer.zero_grad()
    logits = model(x)
    with torch.no_grad():
        teacher_logits = teacher(x)
    #: if loss == "kl_div"
    student = (logits / temperature).log_softmax(dim=-1)
    soft = (teacher_logits / temperature).softmax(dim=-1)
    imitation = criterion(student, soft) * temperature**2
    #: elif loss == "mse"
    imitation = criterion(logits, teacher_logits)
    #: else
    soft = (teacher_logits / temperature).softmax(dim=-1)
    imitation = criterion(logits / temperature, soft) * temperature**2
    #: end
    truth = nn.functional.cross_entropy(logits, target)
    loss: Tensor = share * imitation + (1 - share) * truth
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """Class indices [B] and probabilities [B, classes], at temperature 1."""
    model.eval()
    probabilities: Tensor = model(x).softmax(dim=-1)
    return probabilities.argmax(dim=-1), probabilities


if __name__ == "__main__":
    #: require classes > 1
    classes = 5
    target = torch.randint(classes, (batch,))
    # stands for a trained model, usually a larger one
    teacher = Classifier(copy.deepcopy(backbone), feature_size, classes)
    teacher.requires_grad_(False)
    model = Classifier(backbone, feature_size, classes)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, teacher, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    labels, probabilities = predict(model, x)
    print(labels)
