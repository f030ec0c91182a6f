"""Lightning and Hugging Face: made when asked for, so neither needs to be installed."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import Any

from activadvise.errors import ActivadviseError
from activadvise.live.watch.watcher import Watch, watch


class MissingPackage(ActivadviseError):
    """A callback for a framework that is not installed."""

    def __init__(self, what: str, package: str) -> None:
        super().__init__(f"{what} needs {package}, which is not installed: run `pip install {package}`.")


def lightning_callback(every: int = 50, **options: Any) -> Any:
    """A Lightning `Callback` that watches the module from the start of the fit to its end.

    Raises:
        MissingPackage: neither lightning nor pytorch_lightning is installed.
    """
    for name in ("lightning.pytorch", "pytorch_lightning"):
        try:
            base = importlib.import_module(name).Callback
            break
        except ImportError:
            continue
    else:
        raise MissingPackage("lightning_callback", "lightning")
    again = partial(lightning_callback, every, **options)
    return _callback(base, again, every, options, ("on_fit_start", "on_fit_end"), lambda args, _: args[1])


def trainer_callback(every: int = 50, **options: Any) -> Any:
    """A Hugging Face `TrainerCallback` that watches the model while the Trainer trains.

    The Trainer tells its callbacks of no error: after one, hooks stay until `callback.watched.stop()` or until the
    Trainer trains again. Where a run may fail, `with activadvise.watch(model): trainer.train()` leaves nothing behind.

    Raises:
        MissingPackage: transformers is not installed.
    """
    try:
        base = importlib.import_module("transformers").TrainerCallback
    except ImportError:
        raise MissingPackage("trainer_callback", "transformers") from None
    again = partial(trainer_callback, every, **options)
    return _callback(base, again, every, options, ("on_train_begin", "on_train_end"), lambda _, kwargs: kwargs["model"])


def _callback(
    base: Any, again: Callable[[], Any], every: int, options: dict[str, Any], names: tuple[str, str], model_of: Any
) -> Any:
    """An instance of a callback class with a method for the beginning and one for the end.

    `watched` is the Watch of the last run. Copies and pickles, which launchers of several
    processes make, are new callbacks.
    """

    def started(self: Any, *args: Any, **kwargs: Any) -> None:
        stopped(self)
        self.watched = watch(model_of(args, kwargs), every, **options).start()

    def stopped(self: Any, *args: Any, **kwargs: Any) -> None:
        found: Watch | None = self.watched
        if found is not None:
            found.stop()

    begin, end = names
    methods = {begin: started, end: stopped, "on_exception": stopped, "watched": None,
               "__reduce__": lambda _: (again, ())}  # fmt: skip
    return type("ActivadviseWatch", (base,), methods)()
