"""An MLP on tables: embedded categories beside standardized numbers."""

import torch
from torch import Tensor, nn

#: init


class TabularMLP(nn.Module):
    """Maps rows x [B, numeric + categorical] to features [B, hidden].

    The first columns are standardized numbers, the rest hold category codes.
    """

    def __init__(
        self, numeric: int, categories: list[int], hidden: int, depth: int
    ) -> None:
        super().__init__()
        self.numeric = numeric
        sizes = [min(50, 1 + count // 2) for count in categories]
        self.embeddings = nn.ModuleList(
            nn.Embedding(count, size) for count, size in zip(categories, sizes)
        )
        layers: list[nn.Module] = []
        for index in range(depth):
            n_in = numeric + sum(sizes) if index == 0 else hidden
            #: if gated
            layers.append(GatedLinear(n_in, hidden))
            #: else
            layers.append(nn.Linear(n_in, hidden))
            #: if norm != "none"
            layers.append(NORM_VECTOR(hidden))
            #: end
            layers.append(ACT())
            #: end
        self.layers = nn.Sequential(*layers)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        codes = x[:, self.numeric :].long().unbind(dim=1)
        embedded = [table(code) for table, code in zip(self.embeddings, codes)]
        row = torch.cat([x[:, : self.numeric], *embedded], dim=1)
        features: Tensor = self.layers(row)
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 32
    numeric = 6
    categories = [3, 12]
    hidden = 64
    depth = 3
    codes = [torch.randint(count, (batch, 1)) for count in categories]
    x = torch.cat([torch.randn(batch, numeric), *codes], dim=1)
    backbone = TabularMLP(numeric, categories, hidden, depth)
    feature_size = hidden
