"""Ranking: one unbounded score per candidate; only the order within a query counts."""

import torch
from torch import Tensor, nn

#: loss


class Ranker(nn.Module):
    """Backbone and head: candidates x -> scores [B], linear."""

    def __init__(self, backbone: nn.Module, feature_size: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.head = nn.Sequential(
            nn.Linear(feature_size, feature_size),
            nn.ReLU(),
            nn.Linear(feature_size, 1, bias=False),  # a bias cannot reorder
        )

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.head(self.backbone(x)).squeeze(-1)
        return scores


def train_step(
    model: nn.Module,
    criterion: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    relevance: Tensor,
) -> float:
    """One step on the candidates of one query; relevance [B] is a grade, high is good."""
    model.train()
    optimizer.zero_grad()
    scores: Tensor = model(x)
    #: if loss == "cross_entropy"
    loss: Tensor = criterion(scores[None], relevance.softmax(dim=0)[None])
    #: else
    better, worse = (relevance[:, None] > relevance).nonzero(as_tuple=True)
    #: if loss == "margin_ranking"
    first = scores.new_ones(len(better))  # 1: the first one should score higher
    loss: Tensor = criterion(scores[better], scores[worse], first)
    #: else
    loss: Tensor = criterion(scores[better], scores[worse])
    #: end
    #: end
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def rank_items(model: nn.Module, x: Tensor) -> Tensor:
    """The candidates' indices [B], best first."""
    model.eval()
    scores: Tensor = model(x)
    return scores.argsort(descending=True)


if __name__ == "__main__":
    target = (torch.arange(batch) % 4).float()
    model = Ranker(backbone, feature_size)
    criterion = LOSS()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
    for step in range(3):
        loss = train_step(model, criterion, optimizer, x, target)
        print(f"step {step}: loss {loss:.4f}")
    print(rank_items(model, x))
