"""activadvise, the activation advisor for PyTorch.

>>> import activadvise
>>> print(activadvise.output("multilabel").code)  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from activadvise.api import decisions, diagnose, explain, init, listed, output, recommend
    from activadvise.live import signal
    from activadvise.live.audit.session import audit
    from activadvise.live.compare.command import compare
    from activadvise.live.initialize import initialize
    from activadvise.live.inspect.run import inspect
    from activadvise.live.watch.watcher import watch

__version__ = "0.1.0"
__all__ = ["audit", "compare", "decisions", "diagnose", "explain", "init", "initialize", "inspect", "listed",
           "output", "recommend", "signal", "watch"]  # fmt: skip

# The names that need torch (and `compare` more), and the module that each is in; `signal` is a module itself.
LIVE = {
    "audit": "activadvise.live.audit.session",
    "compare": "activadvise.live.compare.command",
    "initialize": "activadvise.live.initialize",
    "inspect": "activadvise.live.inspect.run",
    "signal": "activadvise.live.signal",
    "watch": "activadvise.live.watch.watcher",
}


def __getattr__(name: str) -> Any:
    """Import the API on first use: `import activadvise` itself costs nothing."""
    if name in LIVE:
        return _live(name)
    if name in __all__:
        from activadvise import api

        return getattr(api, name)
    raise AttributeError(f"module 'activadvise' has no attribute {name!r}")


def _live(name: str) -> Any:
    """A name that runs on torch.

    Raises:
        MissingExtra: torch, or what a comparison needs besides, is not installed.
    """
    import importlib

    try:
        module = importlib.import_module(LIVE[name])
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("torch", "scipy", "joblib"):
            raise
        from activadvise.errors import MissingExtra

        raise MissingExtra(f"activadvise.{name}", "compare" if name == "compare" else "torch") from None
    return getattr(module, name, module)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
