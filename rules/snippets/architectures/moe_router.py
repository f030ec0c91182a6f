"""A mixture-of-experts layer with its router, the part that decides who sees a row."""

import torch
from torch import Tensor, nn

#: init


class Router(nn.Module):
    #: if activation == "sigmoid"
    """Maps x [N, width] to the weights and indices [N, top_k] of the chosen experts.

    Sigmoid scores do not compete: each expert is rated on its own, and only the chosen
    ones are normalized. `balance` steers the choice, not the weights.
    """
    #: else
    """Maps x [N, width] to the weights and indices [N, top_k] of the chosen experts.

    The softmax is taken in float32: in bfloat16 near ties would be decided by rounding.
    `balance` steers the choice, not the weights.
    """
    #: end

    balance: Tensor

    def __init__(self, width: int, experts: int, top_k: int) -> None:
        super().__init__()
        self.top_k = top_k
        self.linear = nn.Linear(width, experts, bias=False)
        self.register_buffer("balance", torch.zeros(experts))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        #: if activation == "softmax"
        scores = self.linear(x).float().softmax(dim=-1)
        #: elif activation == "sigmoid"
        scores = self.linear(x).float().sigmoid()
        #: else
        scores = ACT()(self.linear(x).float())
        #: end
        chosen = (scores + self.balance).topk(self.top_k, dim=-1).indices
        weights = scores.gather(-1, chosen)
        weights = weights / weights.sum(dim=-1, keepdim=True).clamp(min=1e-9)
        if self.training:  # raise experts that get too few rows, lower the others
            load = chosen.flatten().bincount(minlength=len(self.balance)).float()
            self.balance += 0.001 * (load.mean() - load).sign()
        return weights, chosen


class MixtureOfExperts(nn.Module):
    """Maps x [B, in_features] to features [B, width]; `top_k` experts read each row."""

    def __init__(self, in_features: int, width: int, experts: int, top_k: int) -> None:
        super().__init__()
        self.project = nn.Linear(in_features, width)
        self.norm = NORM_VECTOR(width)
        self.router = Router(width, experts, top_k)
        self.experts = nn.ModuleList(
            nn.Sequential(
                nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width)
            )
            for _ in range(experts)
        )
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        stream = self.project(x)
        read = self.norm(stream)
        weights, chosen = self.router(read)
        features = torch.zeros_like(stream)
        for index, expert in enumerate(self.experts):
            row, slot = (chosen == index).nonzero(as_tuple=True)
            part = weights[row, slot, None].type_as(read) * expert(read[row])
            features = features.index_add(0, row, part)
        return stream + features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 64
    in_features = 16
    width = 32
    experts = 4
    top_k = 2
    #: require top_k <= experts
    x = torch.randn(batch, in_features)
    backbone = MixtureOfExperts(in_features, width, experts, top_k)
    feature_size = width
