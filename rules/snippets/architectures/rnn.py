"""A plain (Elman) recurrent network: h = act(W x + U h)."""

import torch
from torch import Tensor, nn

#: if activation != "relu"
#: init


#: end
#: if activation not in ("tanh", "relu")
class Recurrence(nn.Module):
    """Maps x [B, T, in_features] to the hidden states [B, T, hidden].

    `nn.RNN` knows tanh and ReLU only, so this loop leaves the cuDNN kernel.
    """

    def __init__(self, in_features: int, hidden: int) -> None:
        super().__init__()
        self.read = nn.Linear(in_features, hidden)
        self.carry = nn.Linear(hidden, hidden, bias=False)
        self.act = ACT()

    def forward(self, x: Tensor) -> Tensor:
        read = self.read(x)
        h = torch.zeros_like(read[:, 0])
        states = []
        for t in range(x.shape[1]):
            h = self.act(read[:, t] + self.carry(h))
            states.append(h)
        return torch.stack(states, dim=1)


#: end
class RecurrentNet(nn.Module):
    #: if layout == "vector"
    """Maps x [B, T, in_features] to the last hidden state [B, hidden]."""
    #: else
    """Maps x [B, T, in_features] to the hidden states [B, T, hidden]."""
    #: end

    def __init__(self, in_features: int, hidden: int, depth: int) -> None:
        super().__init__()
        #: if activation in ("tanh", "relu")
        self.rnn = nn.RNN(
            in_features,
            hidden,
            num_layers=depth,
            #: if activation == "relu"
            nonlinearity="relu",
            #: else
            nonlinearity="tanh",
            #: end
            batch_first=True,
        )
        #: if activation == "relu"
        for name, parameter in self.rnn.named_parameters():
            if name.startswith("weight_hh"):  # identity: h is copied, not stretched
                nn.init.eye_(parameter)
            elif name.startswith("bias"):
                nn.init.zeros_(parameter)
        #: end
        #: else
        self.rnn = nn.Sequential(
            *[Recurrence(hidden if k else in_features, hidden) for k in range(depth)]
        )
        #: end
        self.norm = NORM_SEQUENCE(hidden)
        #: if activation != "relu"
        self.apply(init_weights)
        #: if activation != "tanh"
        for module in self.rnn:  # orthogonal with gain 1: h neither grows nor shrinks
            nn.init.orthogonal_(module.get_parameter("carry.weight"))
        #: end
        #: end

    def forward(self, x: Tensor) -> Tensor:
        #: if activation in ("tanh", "relu")
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
    depth = 1
    x = torch.randn(batch, length, in_features)
    backbone = RecurrentNet(in_features, hidden, depth)
    feature_size = hidden
