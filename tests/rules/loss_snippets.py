"""The losses that PyTorch lacks, as the snippets define them."""

from __future__ import annotations

import os.path
import runpy
from functools import cache
from typing import Any

from torch import nn

from activadvise.rulebase.location import SNIPPETS


@cache
def classes(fragment: str) -> dict[str, Any]:
    """The loss classes that a fragment such as "losses/dice.py" defines."""
    space = runpy.run_path(os.path.join(SNIPPETS, fragment))
    return {
        name: value
        for name, value in space.items()
        if isinstance(value, type) and issubclass(value, nn.Module) and name != "Module"
    }


def make(name: str, *args: Any, **options: Any) -> Any:
    """The loss with this id, made from its snippet."""
    (loss,) = classes(f"losses/{name}.py").values()
    return loss(*args, **options)
