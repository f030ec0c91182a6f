"""Embeddings of norm 1."""

from torch import nn


def init_weights(module: nn.Module) -> None:
    """Embeddings N(0, 1 / dim): vectors of norm about 1; other layers as they are."""
    if isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, std=module.embedding_dim**-0.5)
        if module.padding_idx is not None:
            nn.init.zeros_(module.weight[module.padding_idx].detach())
