"""TabNet: decision steps that look at a few columns through sparse masks."""

import torch
from torch import Tensor, nn

#: init


def sparsemax(x: Tensor) -> Tensor:
    """The nearest distribution to x [B, C]: like a softmax, but with exact zeros."""
    ordered = x.sort(dim=-1, descending=True).values
    rank = torch.arange(1, x.shape[-1] + 1, device=x.device)
    excess = ordered.cumsum(dim=-1) - 1
    count = (rank * ordered > excess).sum(dim=-1, keepdim=True)
    return (x - excess.gather(-1, count - 1) / count).clamp(min=0)


class GatedLayer(nn.Module):
    """act(gate) * value, both linear in x [B, n_in], after one norm: [B, n_out]."""

    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__()
        #: if gated
        self.linear = nn.Linear(n_in, 2 * n_out, bias=False)
        self.norm = NORM_VECTOR(2 * n_out)
        #: else
        self.linear = nn.Linear(n_in, n_out, bias=False)
        self.norm = NORM_VECTOR(n_out)
        #: end
        self.act = ACT()

    def forward(self, x: Tensor) -> Tensor:
        #: if gated
        value, gate = self.norm(self.linear(x)).chunk(2, dim=-1)
        out: Tensor = self.act(gate) * value
        #: else
        out: Tensor = self.act(self.norm(self.linear(x)))
        #: end
        return out


class Step(nn.Module):
    """Two gated layers with a scaled residual: [B, n_in] -> [B, hidden]."""

    def __init__(self, n_in: int, hidden: int) -> None:
        super().__init__()
        self.first = GatedLayer(n_in, hidden)
        self.second = GatedLayer(hidden, hidden)

    def forward(self, x: Tensor) -> Tensor:
        h = self.first(x)
        out: Tensor = (h + self.second(h)) * 0.5**0.5
        return out


class TabNet(nn.Module):
    """Maps rows x [B, columns] of numbers to features [B, hidden]."""

    def __init__(self, columns: int, hidden: int, depth: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.norm = nn.BatchNorm1d(columns)
        self.start = Step(columns, hidden)
        self.steps = nn.ModuleList(Step(columns, 2 * hidden) for _ in range(depth))
        self.masks = nn.ModuleList(
            nn.Sequential(nn.Linear(hidden, columns), nn.BatchNorm1d(columns))
            for _ in range(depth)
        )
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(x)
        attention = self.start(x)
        prior = torch.ones_like(x)
        features = torch.zeros_like(attention)
        for step, score in zip(self.steps, self.masks):
            mask = sparsemax(prior * score(attention))
            prior = prior * (1.3 - mask)  # a column used once counts less from now on
            decision, attention = step(mask * x).split(self.hidden, dim=-1)
            features = features + decision.relu()
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 32
    columns = 8
    hidden = 16
    depth = 3
    x = torch.randn(batch, columns)
    backbone = TabNet(columns, hidden, depth)
    feature_size = hidden
