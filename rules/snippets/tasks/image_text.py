"""Image and text in one space: two towers, linear projections, a loss over all pairs."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: loss


class TwoTowers(nn.Module):
    """x and token ids [B, T] (0 is padding) -> two embeddings [B, dim], linear."""

    def __init__(
        self, backbone: nn.Module, feature_size: int, words: int, dim: int
    ) -> None:
        super().__init__()
        self.backbone = backbone
        self.text = nn.EmbeddingBag(words, feature_size, mode="mean", padding_idx=0)
        self.from_image = nn.Linear(feature_size, dim, bias=False)
        self.from_text = nn.Linear(feature_size, dim, bias=False)

    def forward(self, x: Tensor, text: Tensor) -> tuple[Tensor, Tensor]:
        return self.from_image(self.backbone(x)), self.from_text(self.text(text))


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    text: Tensor,
) -> float:
    """One step: row i of x and row i of the text belong together, all others do not."""
    model.train()
    optimizer.zero_grad()
    images, texts = model(x, text)
    loss: Tensor = criterion(images, texts)
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def similarity(model: nn.Module, x: Tensor, text: Tensor) -> Tensor:
    """Cosine similarity [B, B]: argmax over a row picks the text for an image."""
    model.eval()
    images, texts = model(x, text)
    return F.normalize(images, dim=-1) @ F.normalize(texts, dim=-1).T


if __name__ == "__main__":
    words = 100
    dim = 32
    target = torch.randint(1, words, (batch, 6))
    model = TwoTowers(backbone, feature_size, words, dim)
    criterion = LOSS()
    #: if loss == "sigmoid_pairwise"
    parameters = [*model.parameters(), *criterion.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=1e-3)
    #: else
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    #: end
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    print(similarity(model, x, target).argmax(dim=-1))
