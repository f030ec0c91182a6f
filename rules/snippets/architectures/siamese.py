"""A Siamese network: one encoder for both inputs, distance between unit embeddings.

Flags: loss "triplet_margin" trains on triplets, otherwise on labeled pairs with the
contrastive loss.
"""

import torch
from torch import Tensor, nn

#: init


class Encoder(nn.Module):
    """Images [B, channels, S, S] -> embeddings [B, dim] of length one."""

    def __init__(self, channels: int, hidden: int, dim: int) -> None:
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(channels, hidden, 3, stride=2, padding=1),
            #: if norm != "none"
            NORM_MAP(hidden),
            #: end
            ACT(),
            nn.Conv2d(hidden, 2 * hidden, 3, stride=2, padding=1),
            #: if norm != "none"
            NORM_MAP(2 * hidden),
            #: end
            ACT(),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
            nn.Linear(2 * hidden, dim),
        )
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.normalize(self.net(x), dim=-1)


#: if loss == "triplet_margin"
def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
) -> float:
    """One step on triplets; all three images go through the same encoder."""
    model.train()
    optimizer.zero_grad()
    loss = nn.functional.triplet_margin_loss(
        model(anchor), model(positive), model(negative), margin=1.0
    )
    loss.backward()
    optimizer.step()
    return loss.item()


#: else
def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    left: Tensor,
    right: Tensor,
    same: Tensor,
) -> float:
    """One step on pairs; same [B] is 1.0 for a match and 0.0 otherwise."""
    model.train()
    optimizer.zero_grad()
    distance = nn.functional.pairwise_distance(model(left), model(right))
    apart = (1.0 - distance).clamp(min=0)
    loss = (same * distance.square() + (1 - same) * apart.square()).mean()
    loss.backward()
    optimizer.step()
    return float(loss.item())


#: end
@torch.no_grad()
def similarity(model: nn.Module, left: Tensor, right: Tensor) -> Tensor:
    """Cosine similarity [B] in [-1, 1]; choose the threshold on validation pairs."""
    model.eval()
    cosine: Tensor = (model(left) * model(right)).sum(dim=-1)
    return cosine


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 32
    channels = 3
    size = 16
    hidden = 32
    dim = 16
    left = torch.randn(batch, channels, size, size)
    right = left + torch.randn(batch, channels, size, size)
    #: if loss == "triplet_margin"
    other = torch.randn(batch, channels, size, size)
    #: else
    same = (torch.rand(batch) < 0.5).float()
    right = torch.where(same[:, None, None, None] > 0, right, torch.randn_like(right))
    #: end
    model = Encoder(channels, hidden, dim)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for step in range(3):
        #: if loss == "triplet_margin"
        loss = train_step(model, optimizer, left, right, other)
        #: else
        loss = train_step(model, optimizer, left, right, same)
        #: end
        print(f"step {step}: loss {loss:.4f}")
    print(similarity(model, left[:4], right[:4]))
