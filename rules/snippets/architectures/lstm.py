"""A recurrent network with gates; tanh and sigmoid inside are fixed by the cuDNN kernel."""

import torch
from torch import Tensor, nn

#: init


#: if activation != "tanh"
class Recurrence(nn.Module):
    #: if cell == "gru"
    """A GRU by hand: maps x [B, T, in_features] to the hidden states [B, T, hidden].

    `nn.GRU` has tanh built in, so this loop leaves the cuDNN kernel.
    """

    def __init__(self, in_features: int, hidden: int) -> None:
        super().__init__()
        self.read = nn.Linear(in_features, 3 * hidden)
        self.carry = nn.Linear(hidden, 3 * hidden)
        self.act = ACT()

    def forward(self, x: Tensor) -> Tensor:
        reads = self.read(x).chunk(3, dim=-1)
        h = torch.zeros_like(reads[0][:, 0])
        states = []
        for t in range(x.shape[1]):
            carried = self.carry(h).chunk(3, dim=-1)
            reset = torch.sigmoid(reads[0][:, t] + carried[0])
            update = torch.sigmoid(reads[1][:, t] + carried[1])
            candidate = self.act(reads[2][:, t] + reset * carried[2])
            h = update * h + (1 - update) * candidate
            states.append(h)
        return torch.stack(states, dim=1)

    #: else
    """An LSTM by hand: maps x [B, T, in_features] to the hidden states [B, T, hidden].

    `nn.LSTM` has tanh built in, so this loop leaves the cuDNN kernel.
    """

    def __init__(self, in_features: int, hidden: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.read = nn.Linear(in_features, 4 * hidden)
        self.carry = nn.Linear(hidden, 4 * hidden, bias=False)
        self.act = ACT()

    def forward(self, x: Tensor) -> Tensor:
        read = self.read(x)
        h = cell = read.new_zeros(x.shape[0], self.hidden)
        states = []
        for t in range(x.shape[1]):
            gates = read[:, t] + self.carry(h)
            enter, forget, candidate, leave = gates.chunk(4, dim=-1)
            kept = torch.sigmoid(forget + 1) * cell  # forget gates start open
            cell = kept + torch.sigmoid(enter) * self.act(candidate)
            h = torch.sigmoid(leave) * self.act(cell)
            states.append(h)
        return torch.stack(states, dim=1)

    #: end


#: end
class GatedRecurrentNet(nn.Module):
    #: if layout == "vector"
    """Maps x [B, T, in_features] to the last hidden state [B, hidden]."""
    #: else
    """Maps x [B, T, in_features] to the hidden states [B, T, hidden]."""
    #: end

    def __init__(self, in_features: int, hidden: int, depth: int) -> None:
        super().__init__()
        #: if activation == "tanh" and cell == "gru"
        self.rnn = nn.GRU(in_features, hidden, num_layers=depth, batch_first=True)
        #: elif activation == "tanh"
        self.rnn = nn.LSTM(in_features, hidden, num_layers=depth, batch_first=True)
        #: else
        self.rnn = nn.Sequential(
            *[Recurrence(hidden if k else in_features, hidden) for k in range(depth)]
        )
        #: end
        self.norm = NORM_SEQUENCE(hidden)
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        #: if activation == "tanh"
        states, _ = self.rnn(x)
        #: else
        states = self.rnn(x)
        #: end
        features: Tensor = self.norm(states)
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
    depth = 2
    x = torch.randn(batch, length, in_features)
    backbone = GatedRecurrentNet(in_features, hidden, depth)
    feature_size = hidden
