"""A Kolmogorov-Arnold network: every edge has a curve of its own, learned as a cubic spline.

Nothing stands between the layers: the curves are the activations. The base function
carries what lies outside the grid, where a spline is zero.
"""

import torch
from torch import Tensor, nn

#: init


class KANLayer(nn.Module):
    """Sums of learned curves: x [B, n_in] -> [B, n_out].

    A curve is a weight times the base function, plus a cubic B-spline on `grid` equal
    intervals of [-2, 2].
    """

    knots: Tensor

    def __init__(self, n_in: int, n_out: int, grid: int) -> None:
        super().__init__()
        step = 4 / grid
        self.register_buffer("knots", step * torch.arange(-3, grid + 4) - 2)
        self.act = ACT()
        self.base = nn.Linear(n_in, n_out)
        self.spline = nn.Linear(n_in * (grid + 3), n_out, bias=False)

    def splines(self, x: Tensor) -> Tensor:
        """The B-splines at x [B, n_in]: [B, n_in, grid + 3] (Cox and de Boor)."""
        x, t = x.unsqueeze(-1), self.knots
        values = ((x >= t[:-1]) & (x < t[1:])).to(x.dtype)
        for k in (1, 2, 3):
            rising = (x - t[: -k - 1]) / (t[k:-1] - t[: -k - 1])
            falling = (t[k + 1 :] - x) / (t[k + 1 :] - t[1:-k])
            values = rising * values[..., :-1] + falling * values[..., 1:]
        return values

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.base(self.act(x)) + self.spline(self.splines(x).flatten(1))
        return out


class KAN(nn.Module):
    """Maps x [B, in_features] to features [B, hidden]."""

    def __init__(self, in_features: int, hidden: int, depth: int, grid: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for index in range(depth):
            size = in_features if index == 0 else hidden
            #: if norm != "none"
            layers.append(NORM_VECTOR(size))
            #: end
            layers.append(KANLayer(size, hidden, grid))
        self.layers = nn.Sequential(*layers)
        self.apply(init_weights)
        for layer in self.layers:
            if isinstance(layer, KANLayer):
                # splines start near zero: at first the base function does the work
                nn.init.normal_(layer.spline.weight, std=0.01)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layers(x)
        return features


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 32
    in_features = 16
    hidden = 32
    depth = 2
    grid = 8
    x = torch.randn(batch, in_features)
    backbone = KAN(in_features, hidden, depth, grid)
    feature_size = hidden
