"""Orthogonal initialization of actor-critic networks."""

from torch import nn

POLICY_HEADS = ("policy", "actor", "mean", "logits")
VALUE_HEADS = ("value", "critic", "q")


def init_weights(module: nn.Module) -> None:
    """Orthogonal: gain sqrt(2), value head 1, policy head 0.01; zero bias."""
    if isinstance(module, (nn.Linear, nn.Conv1d, nn.Conv2d)):
        nn.init.orthogonal_(module.weight, gain=2**0.5)
        if module.bias is not None:
            nn.init.zeros_(module.bias)
    # apply() reaches a parent after its children, so the heads keep these gains
    for name, head in module.named_children():
        if isinstance(head, nn.Linear) and name in POLICY_HEADS:
            nn.init.orthogonal_(head.weight, gain=0.01)
        if isinstance(head, nn.Linear) and name in VALUE_HEADS:
            nn.init.orthogonal_(head.weight, gain=1.0)
