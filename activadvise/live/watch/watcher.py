"""`watch`: looks at one step in every so many, and leaves nothing attached in between."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Any, TextIO

import torch
from torch import nn
from torch.optim.optimizer import register_optimizer_step_post_hook
from torch.utils.hooks import RemovableHandle

from activadvise.errors import BadValue
from activadvise.live.inspect.findings import findings
from activadvise.live.inspect.statistics import Collector, Row
from activadvise.live.thresholds import slope_share
from activadvise.live.trace import Recorder
from activadvise.live.watch.history import History, Report, Sample
from activadvise.live.watch.window import Window

__all__ = ["Watch", "watch"]


def watch(
    model: nn.Module,
    every: int = 50,
    *,
    window: int = 5,
    log: str | None = None,
    writer: Any = None,
    tell: Callable[[str], None] | None = None,
) -> Watch:
    """Watch the activations of a model while it trains.

        with activadvise.watch(model) as watched:
            for x, y in loader: ...
        print(watched.history.text())

    Steps are counted by the optimizers that hold the model's parameters; without a
    torch.optim optimizer call `watched.step()` yourself.

    Args:
        model: any nn.Module, also compiled or wrapped in DDP (each process watches its own part).
        every: one step in so many is looked at.
        window: so many looks make a report; dead means dead over all of them.
        log: path of a JSONL file, one line per report.
        writer: a TensorBoard SummaryWriter, or anything with add_scalar(tag, value, step).
        tell: gets one line per new finding; stderr by default.

    Raises:
        BadValue: every or window below 1, or the model is no nn.Module.
    """
    if not isinstance(model, nn.Module):
        raise BadValue(f"watch needs a model, an nn.Module; this is a {type(model).__name__}.")
    if every < 1 or window < 1:
        raise BadValue(f"watch(every={every}, window={window}): both are at least 1.")
    return Watch(model, every, window, log, writer, tell or _stderr)


class Watch:
    """A run being watched; made by `watch`.

    Attributes:
        history: the reports so far, and when what went bad first.
        steps: how many steps were counted.
    """

    def __init__(
        self, model: nn.Module, every: int, window: int, log: str | None, writer: Any, tell: Callable[[str], None]
    ) -> None:
        self.model, self.every, self.window = model, every, window
        self.history, self.steps, self.looks = History(), 0, 0
        self._log, self._writer, self._tell = log, writer, tell
        self._file: TextIO | None = None
        self._seen = Window()
        self._recorder: Recorder | None = None
        self._armed = False
        self._handle: RemovableHandle | None = None
        self._holds: dict[int, bool] = {}
        self._stance, self._attached = ExitStack(), ExitStack()

    def __enter__(self) -> Watch:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Watch:
        """Begin; the first step is looked at."""
        if self._handle is None:
            self._recorder = Recorder(self.model, self._seen, slope_share(), training_only=True)
            self._handle = register_optimizer_step_post_hook(self._stepped)
            self._arm()
        return self

    def stop(self) -> None:
        """End: a last report, and no hook and no mode left."""
        if self._handle is None:
            return
        self._handle.remove()
        self._handle = None
        self._disarm()
        self._attached.close()
        if self._seen.kept:
            self._report()
        if self._file is not None:
            self._file.close()
            self._file = None
        if self.looks and not self.history.reports:
            self._tell("activadvise.watch: nothing was seen; was forward called on the watched model while it trained?")

    def on_stop(self, remove: Callable[[], object]) -> None:
        """Call this when the watch ends: for what was attached beside it."""
        self._attached.callback(remove)

    def step(self) -> None:
        """Count a step; called by the optimizer's hook."""
        if self._handle is None:
            return
        if self._armed:
            self._disarm()
            self.looks += 1
            if self.looks % self.window == 0:
                self._report()
        self.steps += 1
        if self.steps % self.every == 0:
            self._arm()

    def report(self) -> Report | None:
        """Close the window early: what was seen since the last report, None if nothing was."""
        return self._report() if self._seen.kept else None

    def picture(self, path: str) -> None:
        """Draw the shares of dead units over time: an .svg file, or .png with matplotlib."""
        from activadvise.live.watch.picture import save

        save(self.history, path)

    def _stepped(self, optimizer: torch.optim.Optimizer, *_: Any) -> None:
        key = id(optimizer)
        if key not in self._holds:
            mine = {id(p) for p in self.model.parameters()}
            self._holds[key] = any(id(p) in mine for group in optimizer.param_groups for p in group["params"])
        if self._holds[key]:
            self.step()

    def _arm(self) -> None:
        if self._recorder is not None and not self._armed:
            self._recorder.attach()
            self._armed = True
            self._eager()

    def _disarm(self) -> None:
        if self._recorder is not None and self._armed:
            self._recorder.detach()
            self._armed = False
            self._stance.close()

    def _eager(self) -> None:
        """What is compiled runs eagerly while it is looked at; the stance that was set comes back afterwards."""
        if "torch._dynamo" in sys.modules:  # else nothing is compiled yet, and importing it to ask would cost seconds
            self._stance.enter_context(torch.compiler.set_stance("force_eager"))

    def _report(self) -> Report:
        assert self._recorder is not None
        rows = self._seen.rows()
        found = findings(Collector(rows), self._recorder)
        report = Report(self.steps, [_sample(row) for row in rows if row.kind != "weights"], found)
        for finding in self.history.add(report):
            if _first_process():
                self._tell(f"activadvise.watch: step {self.steps}: {finding.severity}: {finding.message}")
        if _first_process():
            self._write(report)
        return report

    def _write(self, report: Report) -> None:
        if self._log is not None:
            if self._file is None:
                self._file = open(self._log, "a", encoding="utf-8")  # noqa: SIM115  closed by stop()
            self._file.write(report.lines() + "\n")
            self._file.flush()
        if self._writer is not None:
            for layer in report.layers:
                tag = f"activadvise/{layer.layer}"
                self._writer.add_scalar(f"{tag}/dead", layer.dead / max(1, layer.units), report.step)
                self._writer.add_scalar(f"{tag}/saturated", layer.saturated, report.step)
                self._writer.add_scalar(f"{tag}/std", layer.std, report.step)


def _sample(row: Row) -> Sample:
    return Sample(
        row.layer, row.function, row.units, row.samples, row.dead or 0 if row.flat.any else 0,
        (row.left or 0.0) + (row.right or 0.0), row.zero, row.mean, row.std, row.gradient,
    )  # fmt: skip


def _first_process() -> bool:
    distributed = torch.distributed
    return not (distributed.is_available() and distributed.is_initialized()) or distributed.get_rank() == 0


def _stderr(line: str) -> None:
    sys.stderr.write(line + "\n")
