"""`with activadvise.audit() as report:` the mode that sees every torch function, and what it is wrapped in."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import Any

import torch
from torch.distributions import Distribution
from torch.optim.optimizer import register_optimizer_step_post_hook
from torch.overrides import TorchFunctionMode

from activadvise.english import counted
from activadvise.live.audit import places
from activadvise.live.audit.answer import AuditReport
from activadvise.live.audit.catalogue import PASSIVE, Catalogue
from activadvise.live.audit.handwritten import whole
from activadvise.live.audit.judging import Judging
from activadvise.live.audit.tags import Tag, Tags
from activadvise.live.audit.tracking import Tracker
from activadvise.live.audit.writing import write
from activadvise.meaning import NOTHING, Judge, Meaning, Vocabulary
from activadvise.rulebase import load

COMPILED = "torch.compile ran eagerly: the audit watches the eager run"
FUSED = "the fused fast path of nn.MultiheadAttention and TransformerEncoder is off while the audit watches"


class Enough(BaseException):
    """`--steps N` is reached; a BaseException, so that `except Exception` in a loop lets it pass."""


class Watcher:
    """Sees torch functions: runs them, tracks meanings, judges losses."""

    def __init__(self, catalogue: Catalogue, report: AuditReport, steps: int | None) -> None:
        self.vocabulary = vocabulary = catalogue.vocabulary
        self.rules = catalogue.rules
        self.tags = Tags()
        self.tracker = Tracker(vocabulary, self.tags)
        self.judging = Judging(Judge(vocabulary), self.tags)
        self.report, self.limit = report, steps
        self.optimized: bool | None = None

    def saw(self, call: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """One torch function."""
        rule = self.rules.get(call)
        if rule is None:
            return call(*args, **kwargs)
        kind, name = rule
        get = self.tags.get
        if kind in PASSIVE and not ((args and (get(args[0]) or (len(args) > 1 and get(args[1])))) or kwargs):
            return call(*args, **kwargs)  # nothing known goes in, nothing known comes out
        given = [get(arg) for arg in args[:3]] if args else [get(v) for v in list(kwargs.values())[:3]]
        if kind == "backward":
            self.judging.backward(given[0] if given else None)
            return call(*args, **kwargs)
        try:
            result = call(*args, **kwargs)
        except Exception:
            if kind == "loss":  # torch refuses some values itself; the audit says why
                self._follow(kind, name, args, kwargs, None, given)
            raise
        if torch._C._current_graph_task_id() == -1:  # else a checkpoint is being computed again
            self._follow(kind, name, args, kwargs, result, given)
        return result

    def _follow(self, kind: str, name: str, args: Any, kwargs: Any, result: Any, given: list[Tag | None]) -> None:
        """Keep the user's run alive whatever happens here; what was not understood is said."""
        try:
            self._judge(kind, name, args, kwargs, result, given)
        except Exception as error:
            where = places.here()
            self.note(f"{name} at {where.file}:{where.line} was not followed ({type(error).__name__}: {error})")
        self._enough()

    def _judge(self, kind: str, name: str, args: Any, kwargs: Any, result: Any, given: list[Tag | None]) -> None:
        if kind == "loss":
            first = given[0] if given else None
            aim = given[1] if len(given) > 1 else self.tags.get(kwargs.get("target"))
            self.judging.loss(name, args, kwargs, first, aim, result)
            return
        if kind == "sink":
            self.judging.sink(name, args, kwargs)
            if name not in self.vocabulary.activations:
                return
            kind, name = "activation", self.vocabulary.activations[name]
        elif kind == "activation":
            self.judging.activation(name, args, kwargs, given[0] if given else None)
        if kind == "attention" and not torch.is_grad_enabled():
            self.note(FUSED)
        self.tracker.follow(kind, name, args, kwargs, result, given)

    def note(self, text: str) -> None:
        """A note, once."""
        if text not in self.report.notes:
            self.report.notes.append(text)

    def stepped(self, *_: Any) -> None:
        """An optimizer made a step."""
        self.report.steps += 1
        if self.limit is not None and self.report.steps >= self.limit:
            raise Enough

    def _enough(self) -> None:
        """Without an optimizer `--steps` counts loss calls."""
        if self.limit is None or self.report.steps or self.judging.calls < self.limit:
            return
        if self.optimized is None:
            gc.collect()
            self.optimized = any(issubclass(type(thing), torch.optim.Optimizer) for thing in gc.get_objects())
        if not self.optimized:
            raise Enough


@lru_cache(maxsize=1)
def builtin() -> Catalogue:
    """The torch functions that the built-in rules know, gathered once (12 ms)."""
    return Catalogue(Vocabulary(load()))


class Mode(TorchFunctionMode):
    """Hands every torch function to the watcher; each thread has its own."""

    def __init__(self, watcher: Watcher) -> None:
        super().__init__()
        self.watcher = watcher

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        return self.watcher.saw(func, args, kwargs or {})


@contextmanager
def audit(*, steps: int | None = None, rules: list[str] | None = None) -> Iterator[AuditReport]:
    """Watch what reaches each loss inside the block; the report is complete behind it.

    Args:
        steps: end the block after so many optimizer steps.
        rules: house rules, merged over the built-in ones.
    """
    report = AuditReport()
    watcher = Watcher(Catalogue(Vocabulary(load(rules))) if rules else builtin(), report, steps)
    handle = register_optimizer_step_post_hook(watcher.stepped)
    try:
        with Mode(watcher), _threads(watcher), _eager(watcher), _distributions(watcher), places.modules_watched():
            yield report
    except Enough:
        watcher.note(f"ended after {counted(steps or 0, 'step')}, as asked")
    finally:
        handle.remove()
        write(watcher.judging, report)


@contextmanager
def _threads(watcher: Watcher) -> Iterator[None]:
    """A mode belongs to one thread: threads that start inside the block enter their own."""
    bootstrap: Any = threading.Thread._bootstrap_inner  # type: ignore[attr-defined]

    def inner(self: threading.Thread) -> None:
        with Mode(watcher):
            bootstrap(self)

    threading.Thread._bootstrap_inner = inner  # type: ignore[attr-defined]
    try:
        yield
    finally:
        threading.Thread._bootstrap_inner = bootstrap  # type: ignore[attr-defined]


@contextmanager
def _distributions(watcher: Watcher) -> Iterator[None]:
    """The classes that expect a meaning, such as Categorical: their parameters are judged when one is made."""
    found: list[tuple[Any, str, Any]] = []
    for full in watcher.vocabulary.sinks:
        package, _, name = full.rpartition(".")
        cls = getattr(sys.modules.get(package), name, None)
        if isinstance(cls, type):
            found.append((cls, "__init__", _judged(watcher, full, cls.__init__)))  # type: ignore[misc]
    for cls in _every(Distribution):
        if "log_prob" in vars(cls):
            found.append((cls, "log_prob", _logarithm(watcher, vars(cls)["log_prob"])))
    before = [(cls, name, vars(cls).get(name)) for cls, name, _ in found]
    try:
        for cls, name, method in found:
            setattr(cls, name, method)
        yield
    finally:
        for cls, name, original in before:
            delattr(cls, name) if original is None else setattr(cls, name, original)


def _judged(watcher: Watcher, full: str, original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        watcher.judging.sink(full, args, kwargs)
        original(self, *args, **kwargs)

    return init


def _every(cls: type[Distribution]) -> Iterator[type[Distribution]]:
    """A class and those that inherit from it."""
    yield cls
    for child in cls.__subclasses__():
        yield from _every(child)


def _logarithm(watcher: Watcher, original: Callable[..., Any]) -> Callable[..., Any]:
    """A log_prob, whose result is the logarithm of a probability whatever formula it has inside."""

    @wraps(original)
    def log_prob(self: Any, *args: Any, **kwargs: Any) -> Any:
        result = original(self, *args, **kwargs)
        known = watcher.tags.get(result)
        if isinstance(result, torch.Tensor) and (known is None or (known.meaning == NOTHING and not whole(known))):
            name = type(self).__name__
            step = (places.here(), f"{name}.log_prob here")
            watcher.tags.set(result, Tag(Meaning("log-probability", name), (step,)))
        return result

    return log_prob


@contextmanager
def _eager(watcher: Watcher) -> Iterator[None]:
    """Compiled functions run eagerly inside the block; dynamo is not imported for programs that do without."""
    compile_ = torch.compile
    state: dict[str, Any] = {}

    def stance() -> None:
        if "stance" not in state and hasattr(torch.compiler, "set_stance"):
            state["stance"] = torch.compiler.set_stance("force_eager")
            state["stance"].__enter__()

    def compiled(*args: Any, **kwargs: Any) -> Any:
        stance()
        watcher.note(COMPILED)
        return compile_(*args, **kwargs)

    if "torch._dynamo" in sys.modules:
        stance()
    torch.compile = compiled
    try:
        yield
    finally:
        torch.compile = compile_
        if "stance" in state:
            state["stance"].__exit__(None, None, None)
