"""Every random number of a trial is a function of its seed and of what it is for."""

from __future__ import annotations

import hashlib

import torch


def number(seed: int, *purpose: object) -> int:
    """63 random bits for a purpose ("init", "layers.0")."""
    text = ":".join(map(str, (seed, *purpose)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def generator(seed: int, *purpose: object) -> torch.Generator:
    """A generator of its own for a purpose, on the CPU, so that the device does not change what is drawn."""
    return torch.Generator().manual_seed(number(seed, *purpose))


def global_generator(device: torch.device) -> torch.Generator:
    """The one that a model draws from by itself; to seed it costs a tenth of `torch.manual_seed`, which seeds all."""
    if device.type != "cuda":
        return torch.default_generator
    torch.cuda.init()
    return torch.cuda.default_generators[device.index or 0]
