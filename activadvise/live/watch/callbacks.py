"""Lightning and Hugging Face: made when asked for, so neither needs to be installed."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

from activadvise.errors import ActivadviseError
from activadvise.live.watch.watcher import Watch, watch

LOOPS = ("_run_epoch", "training_step")  # of the Trainer, the widest first; it has the first from transformers 5 on


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

    The Trainer tells its callbacks of no error, so its training loop is guarded while it trains: an error ends the
    watch as the end of the run does.

    Raises:
        MissingPackage: transformers is not installed.
    """
    try:
        transformers = importlib.import_module("transformers")
        base, trainer = transformers.TrainerCallback, transformers.Trainer
    except ImportError:
        raise MissingPackage("trainer_callback", "transformers") from None
    again = partial(trainer_callback, every, **options)
    names = ("on_train_begin", "on_train_end")
    return _callback(base, again, every, options, names, lambda _, kwargs: kwargs["model"], partial(_guard, trainer))


def _guard(trainer: type, watched: Watch) -> None:
    """Stop a watch when the loop that calls us raises; the guard goes with the watch."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and not isinstance(frame.f_locals.get("self"), trainer):
        frame = frame.f_back
    if frame is None:
        return
    owner = frame.f_locals["self"]
    name = next(name for name in LOOPS if hasattr(owner, name))
    if name in vars(owner):  # somebody else's, which may not be taken away
        return
    loop = getattr(owner, name)

    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return loop(*args, **kwargs)
        except BaseException:
            watched.stop()
            raise

    setattr(owner, name, guarded)
    watched.on_stop(lambda: vars(owner).pop(name, None))


def _callback(
    base: Any,
    again: Callable[[], Any],
    every: int,
    options: dict[str, Any],
    names: tuple[str, str],
    model_of: Any,
    guard: Callable[[Watch], None] = lambda _: None,
) -> Any:
    """An instance of a callback class with a method for the beginning and one for the end.

    `watched` is the Watch of the last run. Copies and pickles, which launchers of several
    processes make, are new callbacks.
    """

    def started(self: Any, *args: Any, **kwargs: Any) -> None:
        stopped(self)
        self.watched = watch(model_of(args, kwargs), every, **options).start()
        guard(self.watched)

    def stopped(self: Any, *args: Any, **kwargs: Any) -> None:
        found: Watch | None = self.watched
        if found is not None:
            found.stop()

    begin, end = names
    methods = {begin: started, end: stopped, "on_exception": stopped, "watched": None,
               "__reduce__": lambda _: (again, ())}  # fmt: skip
    return type("ActivadviseWatch", (base,), methods)()
