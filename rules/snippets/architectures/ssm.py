"""A selective state-space model (Mamba): a linear recurrence steered by its input."""

import torch
from torch import Tensor, nn

#: init


class SelectiveSSM(nn.Module):
    """Maps x [B, T, width] to [B, T, width]: h = exp(step A) h + step B x, y = C h + D x.

    The softplus keeps the step positive and A = -exp(log_rate) keeps every mode decaying;
    the gate at the end decides how much of y passes.
    """

    def __init__(self, width: int, states: int) -> None:
        super().__init__()
        inner = 2 * width
        self.states = states
        self.mix = nn.Linear(width, 2 * inner, bias=False)
        self.conv = nn.Conv1d(inner, inner, kernel_size=4, padding=3, groups=inner)
        self.select = nn.Linear(inner, 2 * states, bias=False)
        self.step = nn.Linear(inner, inner)
        rates = torch.arange(1, states + 1, dtype=torch.float32)
        self.log_rate = nn.Parameter(rates.log().repeat(inner, 1))
        self.skip = nn.Parameter(torch.ones(inner))
        #: if gated
        self.act = nn.SiLU()
        #: else
        self.act = ACT()
        #: end
        self.out = nn.Linear(inner, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        x, gate = self.mix(x).chunk(2, dim=-1)
        # padded on the left, cut on the right: the convolution sees no future input
        past = self.conv(x.transpose(1, 2))[..., : x.shape[1]]
        x = self.act(past.transpose(1, 2))
        write, read = self.select(x).chunk(2, dim=-1)  # B and C, [B, T, states]
        step = nn.functional.softplus(self.step(x))[..., None]
        keep = torch.exp(-step * self.log_rate.exp())  # [B, T, inner, states]
        new = step * write[:, :, None] * x[..., None]
        h = torch.zeros_like(new[:, 0])
        outputs = []
        for t in range(x.shape[1]):  # a fused scan (mamba-ssm) does this in parallel
            h = keep[:, t] * h + new[:, t]
            outputs.append((h * read[:, t, None]).sum(dim=-1))
        y = torch.stack(outputs, dim=1) + self.skip * x
        out: Tensor = self.out(y * self.act(gate))
        return out


#: if gated
class FeedForward(nn.Module):
    """down(act(gate x) * up x), as between the SSM layers of hybrid models."""

    def __init__(self, width: int) -> None:
        super().__init__()
        hidden = 8 * width // 3
        self.gate = nn.Linear(width, hidden, bias=False)
        self.up = nn.Linear(width, hidden, bias=False)
        self.act = ACT()
        self.down = nn.Linear(hidden, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        #: if activation == "gated_tanh"
        out: Tensor = self.down(self.act(self.gate(x)) * self.up(x).sigmoid())
        #: else
        out: Tensor = self.down(self.act(self.gate(x)) * self.up(x))
        #: end
        return out


#: end
class Block(nn.Module):
    """Pre-norm residual block."""

    def __init__(self, width: int, states: int) -> None:
        super().__init__()
        self.norm = NORM_SEQUENCE(width)
        self.ssm = SelectiveSSM(width, states)
        #: if gated
        self.feed_forward_norm = NORM_SEQUENCE(width)
        self.feed_forward = FeedForward(width)
        #: end

    def forward(self, x: Tensor) -> Tensor:
        #: if gated
        x = x + self.ssm(self.norm(x))
        return x + self.feed_forward(self.feed_forward_norm(x))
        #: else
        return x + self.ssm(self.norm(x))
        #: end


class SSMLanguageModel(nn.Module):
    #: if layout == "vector"
    """Maps token ids [B, T] to the features [B, width] of the last token."""
    #: else
    """Maps token ids [B, T] to features [B, T, width]."""
    #: end

    def __init__(self, vocabulary: int, width: int, states: int, depth: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.Sequential(*[Block(width, states) for _ in range(depth)])
        self.norm = NORM_SEQUENCE(width)
        self.apply(init_weights)
        for module in self.modules():  # softplus(bias) = step: from 0.001 to 0.1
            if isinstance(module, SelectiveSSM):
                size = module.step.bias.numel()
                steps = torch.logspace(-3, -1, size)
                nn.init.normal_(module.step.weight, std=0.1 / size**0.5)
                module.step.bias.data.copy_(steps.expm1().log())

    def forward(self, tokens: Tensor) -> Tensor:
        features: Tensor = self.norm(self.blocks(self.embedding(tokens)))
        #: if layout == "vector"
        return features[:, -1]
        #: else
        return features
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 8
    length = 16
    vocabulary = 64
    width = 32
    states = 4
    depth = 2
    x = torch.randint(vocabulary, (batch, length))
    backbone = SSMLanguageModel(vocabulary, width, states, depth)
    feature_size = width
