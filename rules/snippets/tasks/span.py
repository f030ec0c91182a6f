"""A span of the text as the answer: a logit per token for its start and one for its end."""

import torch
from torch import Tensor, nn

#: loss


class SpanFinder(nn.Module):
    """Backbone and head: x -> logits [B, T, 2] of start and end; no softmax here."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, 2)

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
    """One step: positions [B, 2] of the first and the last token (int64)."""
    model.train()
    optimizer.zero_grad()
    start, end = model(x).unbind(dim=2)  # the classes are the T positions
    loss: Tensor = criterion(start, target[:, 0]) + criterion(end, target[:, 1])
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor, longest: int = 30) -> Tensor:
    """Positions [B, 2] of the best span that ends at or after its start."""
    model.eval()
    start, end = model(x).log_softmax(dim=1).unbind(dim=2)
    scores = start.unsqueeze(2) + end.unsqueeze(1)
    allowed = torch.ones_like(scores[0], dtype=torch.bool).triu().tril(longest - 1)
    best = scores.masked_fill(~allowed, -torch.inf).flatten(1).argmax(dim=1)
    length = scores.shape[1]
    return torch.stack((best // length, best % length), dim=1)


if __name__ == "__main__":
    target = torch.randint(length, (batch, 2)).sort(dim=1).values
    model = SpanFinder(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    print(predict(model, x)[:4])
