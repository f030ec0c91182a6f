"""An LSTM cell by hand: which values are gates, which are candidates, and why."""

import torch
from torch import Tensor, nn

#: init


class LSTMCell(nn.Module):
    """One step: x [B, in_features] and (h, cell) [B, hidden] give the next (h, cell).

    A gate multiplies a memory and must lie in [0, 1]; a candidate is added to the memory
    and must be able to lower it as well as to raise it.
    """

    def __init__(self, in_features: int, hidden: int) -> None:
        super().__init__()
        self.read = nn.Linear(in_features, 4 * hidden)
        self.carry = nn.Linear(hidden, 4 * hidden, bias=False)
        #: if part == "gate"
        self.gate = ACT()
        self.squash = nn.Tanh()
        #: else
        self.gate = nn.Sigmoid()
        self.squash = ACT()
        #: end

    def forward(self, x: Tensor, state: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        h, cell = state
        gates = self.read(x) + self.carry(h)
        enter, forget, candidate, leave = gates.chunk(4, dim=-1)
        new = self.gate(enter) * self.squash(candidate)
        cell = self.gate(forget) * cell + new
        return self.gate(leave) * self.squash(cell), cell


class LSTMNet(nn.Module):
    #: if layout == "vector"
    """Maps x [B, T, in_features] to the last hidden state [B, hidden]."""
    #: else
    """Maps x [B, T, in_features] to the hidden states [B, T, hidden]."""
    #: end

    def __init__(self, in_features: int, hidden: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.cell = LSTMCell(in_features, hidden)
        self.norm = NORM_SEQUENCE(hidden)
        self.apply(init_weights)
        with torch.no_grad():  # forget gates start open: sigmoid(1) = 0.73
            self.cell.read.bias[hidden : 2 * hidden] = 1.0

    def forward(self, x: Tensor) -> Tensor:
        zeros = x.new_zeros(x.shape[0], self.hidden)
        state = (zeros, zeros)
        states = []
        for t in range(x.shape[1]):
            state = self.cell(x[:, t], state)
            states.append(state[0])
        features: Tensor = self.norm(torch.stack(states, dim=1))
        #: if layout == "vector"
        return features[:, -1]
        #: else
        return features
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 16
    length = 20
    in_features = 8
    hidden = 32
    x = torch.randn(batch, length, in_features)
    backbone = LSTMNet(in_features, hidden)
    feature_size = hidden
