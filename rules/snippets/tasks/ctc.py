"""CTC: log-probabilities per frame with a blank, summed over all alignments."""

import torch
from torch import Tensor, nn


class CTCModel(nn.Module):
    """Backbone and head: x -> log-probabilities [T, B, classes], class 0 is the blank."""

    def __init__(self, backbone: nn.Module, feature_size: int, classes: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Linear(feature_size, classes)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.head(self.backbone(x))
        log_probs = logits.float().log_softmax(dim=-1)  # float32 also under autocast
        return log_probs.transpose(0, 1)


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    frames: Tensor,
    target: Tensor,
    lengths: Tensor,
) -> float:
    """One step: labels [B, S] (1 to classes - 1), padded; `lengths` [B] of them count.

    `frames` [B] are the frames of the output: after any subsampling, without padding.
    """
    model.train()
    optimizer.zero_grad()
    loss: Tensor = criterion(model(x), target, frames, lengths)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def predict(model: nn.Module, x: Tensor, frames: Tensor) -> list[list[int]]:
    """Greedy decoding: best class per frame, then repeats merged, then blanks dropped."""
    model.eval()
    best: Tensor = model(x).argmax(dim=-1).transpose(0, 1)
    rows = [row[:count].unique_consecutive() for row, count in zip(best, frames)]
    return [row[row != 0].tolist() for row in rows]


if __name__ == "__main__":
    classes = 12  # eleven labels and the blank
    labels = length // 4
    target = torch.randint(1, classes, (batch, labels))
    lengths = torch.full((batch,), labels)
    frames = torch.full((batch,), length)
    model = CTCModel(backbone, feature_size, classes)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, frames, target, lengths)
        print(f"step {step}: loss {loss:.4f}")
    print(predict(model, x, frames)[0])
