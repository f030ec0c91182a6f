"""DeepFM: embeddings shared by a factorization machine and an MLP."""

import torch
from torch import Tensor, nn

#: init


class DeepFM(nn.Module):
    """Maps category codes x [B, fields] (int64) to features [B, 1 + dim + hidden]."""

    offsets: Tensor

    def __init__(
        self, categories: list[int], dim: int, hidden: int, depth: int
    ) -> None:
        super().__init__()
        counts = torch.tensor(categories)
        self.register_buffer("offsets", counts.cumsum(dim=0) - counts)
        self.weights = nn.Embedding(sum(categories), 1)
        self.vectors = nn.Embedding(sum(categories), dim)
        layers: list[nn.Module] = []
        for index in range(depth):
            n_in = dim * len(categories) if index == 0 else hidden
            layers.append(nn.Linear(n_in, hidden))
            #: if norm != "none"
            layers.append(NORM_VECTOR(hidden))
            #: end
            layers.append(ACT())
        self.deep = nn.Sequential(*layers)
        self.apply(init_weights)
        nn.init.normal_(self.weights.weight, std=0.01)
        nn.init.normal_(self.vectors.weight, std=0.01)

    def forward(self, x: Tensor) -> Tensor:
        index = x + self.offsets
        vectors = self.vectors(index)
        # the sum of v_i * v_j over all pairs i < j
        pairs = 0.5 * (vectors.sum(dim=1).square() - vectors.square().sum(dim=1))
        first_order = self.weights(index).sum(dim=1)
        return torch.cat([first_order, pairs, self.deep(vectors.flatten(1))], dim=1)


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 64
    categories = [50, 80, 7, 12]
    dim = 8
    hidden = 64
    depth = 2
    x = torch.stack([torch.randint(count, (batch,)) for count in categories], dim=1)
    backbone = DeepFM(categories, dim, hidden, depth)
    feature_size = 1 + dim + hidden
