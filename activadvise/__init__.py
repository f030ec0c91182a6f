"""activadvise, the activation advisor for PyTorch.

>>> import activadvise
>>> print(activadvise.output("multilabel").code)  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from activadvise.api import decisions, diagnose, explain, init, listed, output, recommend

__version__ = "0.1.0"
__all__ = ["decisions", "diagnose", "explain", "init", "listed", "output", "recommend"]


def __getattr__(name: str) -> Any:
    """Import the API on first use: `import activadvise` itself costs nothing."""
    if name in __all__:
        from activadvise import api

        return getattr(api, name)
    raise AttributeError(f"module 'activadvise' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
