"""GPT-2's initialization: N(0, 0.02²), smaller where a residual branch ends."""

from torch import nn

# The last linear layer of a residual branch, by the names that models give it
BRANCH_ENDS = ("out_proj", "o_proj", "c_proj", "down_proj", "linear2", "out", "down")


def init_weights(module: nn.Module) -> None:
    """Weights N(0, 0.02²), zero bias; branch ends divided by sqrt(number of branches)."""
    if isinstance(module, (nn.Linear, nn.Embedding)):
        nn.init.normal_(module.weight, std=0.02)
    if isinstance(module, nn.Linear) and module.bias is not None:
        nn.init.zeros_(module.bias)
    # apply() calls the whole model last, when all of its branches can be counted
    ends = [
        layer
        for name, layer in module.named_modules()
        if isinstance(layer, nn.Linear) and name.split(".")[-1] in BRANCH_ENDS
    ]
    for layer in ends:
        nn.init.normal_(layer.weight, std=0.02 / len(ends) ** 0.5)
