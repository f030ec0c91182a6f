"""watch in real training loops: no waiting for the device, frameworks, checkpointing, compilers, odd modules."""

from __future__ import annotations

import contextlib
import copy
import importlib.util
import io
import pickle
import random
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

import activadvise
from activadvise.live.watch.callbacks import lightning_callback, trainer_callback
from tests.live.models import Recurrent, Transformer, example
from tests.live.test_watch import hooks, mlp, mode_free, train


class Own(nn.Module):
    """A user's activation that counts its calls in a buffer, and draws a random number."""

    calls: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("calls", torch.zeros(()))
        self.slope = nn.Parameter(torch.tensor(1.3))

    def forward(self, x: Tensor) -> Tensor:
        self.calls += 1
        return x * torch.sigmoid(self.slope * x) + 0.0 * random.random() * torch.rand(())


def stack(act: nn.Module) -> nn.Sequential:
    return nn.Sequential(nn.Linear(16, 32), act, nn.Linear(32 if not isinstance(act, nn.GLU) else 16, 1))


WATCHED: dict[str, tuple[Callable[[], nn.Module], tuple[int, ...]]] = {
    "relu": (lambda: stack(nn.ReLU()), (64, 16)),
    "prelu": (lambda: stack(nn.PReLU()), (64, 16)),
    "glu": (lambda: stack(nn.GLU()), (64, 16)),
    "own": (lambda: stack(Own()), (64, 16)),
    "lstm": (lambda: Recurrent(nn.LSTM, 2), (8, 5, 16)),
    "transformer": (Transformer, (8, 6, 32)),
}


def steps(model: nn.Module, x: Tensor, count: int) -> None:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for _ in range(count):
        optimizer.zero_grad()
        model(x).square().mean().backward()
        optimizer.step()


@pytest.mark.parametrize("name", WATCHED)
def test_nothing_waits_for_the_device_between_reports(name: str) -> None:
    """On the meta device there are no values: whoever reads one fails. Only the first look and a report do."""
    make, shape = WATCHED[name]
    model, x = make(), example(shape)
    with activadvise.watch(model, every=1, window=10**6, tell=lambda _: None) as watched:
        steps(model, x, 1)
        watched.report()
        steps(model.to("meta"), x.to("meta"), 3)
        assert watched.looks == 4 and watched._seen.kept
        with pytest.raises((RuntimeError, NotImplementedError)):
            watched.report()
        watched._seen.kept.clear()


def test_the_users_own_buffers_and_random_numbers_stay() -> None:
    make, shape = WATCHED["own"]
    torch.manual_seed(0)
    model, x = make(), example(shape)
    twin = copy.deepcopy(model)
    results = []
    for trained, every in ((model, 2), (twin, 0)):
        random.seed(3)
        torch.manual_seed(3)
        with activadvise.watch(trained, every, tell=lambda _: None) if every else contextlib.nullcontext():
            steps(trained, x, 6)
        results.append((random.random(), float(torch.rand(()))))
    assert results[0] == results[1]
    assert all(torch.equal(a, b) for a, b in zip(model.state_dict().values(), twin.state_dict().values(), strict=True))


class Checkpointed(nn.Module):
    def __init__(self, reentrant: bool) -> None:
        super().__init__()
        self.inner, self.reentrant = mlp(), reentrant

    def forward(self, x: Tensor) -> Tensor:
        hidden = checkpoint(self.inner[:4], x, use_reentrant=self.reentrant)
        out: Tensor = self.inner[4](hidden)
        return out


@pytest.mark.parametrize("reentrant", [True, False])
def test_checkpointed_models(reentrant: bool) -> None:
    x = torch.randn(64, 16, requires_grad=True)
    model, twin = Checkpointed(reentrant), Checkpointed(reentrant)
    with activadvise.watch(model, every=1, window=1) as watched:
        steps(model, x, 2)
    steps(twin, x, 2)
    assert [layer.samples for layer in watched.history.reports[-1].layers] == [64, 64]
    assert all(torch.equal(a, b) for a, b in zip(model.parameters(), twin.parameters(), strict=True))
    assert len(activadvise.inspect(model, x).layers) == 5


class Alternating(nn.Module):
    """Takes the long way on every other call."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.last = nn.Linear(16, 32), nn.Linear(32, 1)
        self.more = nn.ModuleList(nn.Linear(32, 32) for _ in range(4))
        nn.init.constant_(self.get_parameter("more.3.bias"), -50.0)
        self.calls = 0

    def forward(self, x: Tensor) -> Tensor:
        h = torch.relu(self.first(x))
        self.calls += 1
        for layer in self.more if self.calls % 2 else ():
            h = torch.relu(layer(h))
        out: Tensor = self.last(h)
        return out


def test_a_path_that_changes_from_call_to_call() -> None:
    model, told = Alternating(), list[str]()
    with activadvise.watch(model, every=1, window=2, tell=told.append):
        steps(model, torch.randn(300, 16), 4)
    assert len(told) == 1 and "relu()#5 (relu after more.3)" in told[0]


def test_vanishing_gradients_and_nan_are_told_with_the_layer() -> None:
    torch.manual_seed(0)
    layers = [part for _ in range(30) for part in (nn.Linear(32, 32), nn.ReLU())]
    deep = nn.Sequential(*layers, nn.Linear(32, 1))
    with activadvise.watch(deep, every=1, window=2, tell=lambda _: None) as watched:
        steps(deep, torch.randn(64, 32), 2)
    assert [(f.code, f.layer) for _, f in watched.history.events] == [("vanishing-gradients", "0")]
    model = mlp()
    with activadvise.watch(model, every=1, window=1, tell=lambda _: None) as watched:
        steps(model, torch.randn(8, 16), 1)
        with torch.no_grad():
            model.get_parameter("2.weight")[0, 0] = torch.nan
        steps(model, torch.randn(8, 16), 1)
    step, found = watched.history.events[0]
    assert (step, found.code, found.layer) == (1, "nan-loss", "2")


def test_tensorboard(tmp_path: Path) -> None:
    board = pytest.importorskip("torch.utils.tensorboard")
    writer = board.SummaryWriter(tmp_path)
    model = mlp()
    with activadvise.watch(model, every=2, window=2, writer=writer):
        train(model, 8)
    writer.close()
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    found = EventAccumulator(str(tmp_path)).Reload()
    assert "activadvise/3/dead" in found.Tags()["scalars"]
    assert [event.step for event in found.Scalars("activadvise/3/std")] == [2, 6]


needs_lightning = pytest.mark.skipif(importlib.util.find_spec("lightning") is None, reason="lightning")
needs_transformers = pytest.mark.skipif(importlib.util.find_spec("transformers") is None, reason="transformers")


def dead() -> nn.Sequential:
    model = mlp()
    nn.init.constant_(model.get_parameter("2.bias"), -50.0)
    return model


@needs_lightning
@pytest.mark.parametrize("fails", [False, True])
def test_lightning(fails: bool, tmp_path: Path) -> None:
    import lightning.pytorch as lightning

    class Module(lightning.LightningModule):  # type: ignore[misc,unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            self.net = dead()

        def training_step(self, batch: list[Tensor], index: int) -> Tensor:
            if fails and index == 5:
                raise RuntimeError("stop")
            return self.net(batch[0]).square().mean()  # type: ignore[no-any-return]

        def validation_step(self, batch: list[Tensor], index: int) -> None:
            self.net(batch[0])

        def configure_optimizers(self) -> torch.optim.Optimizer:
            return torch.optim.SGD(self.parameters(), lr=0.01)

    told: list[str] = []
    callback = lightning_callback(every=1, window=2, tell=told.append)
    data = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.randn(320, 16)), batch_size=32)
    module = Module()
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        trainer = lightning.Trainer(
            max_epochs=1, callbacks=[callback], logger=False, enable_progress_bar=False, enable_model_summary=False,
            default_root_dir=tmp_path, accelerator="cpu",
        )  # fmt: skip
        with pytest.raises(RuntimeError, match="stop") if fails else contextlib.nullcontext():
            trainer.fit(module, data, data)
    assert len(told) == 1 and "net.3 (relu after net.2): 64 of 64" in told[0]
    assert hooks(module) == 0 and mode_free()


class Scored(nn.Module):
    """A model as the Trainer takes it; its forward fails at a given call."""

    def __init__(self, fails_at: int | None = None) -> None:
        super().__init__()
        self.net, self.fails_at, self.calls = dead(), fails_at, 0

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        self.calls += 1
        if self.calls == self.fails_at:
            raise RuntimeError("stop")
        return {"loss": self.net(x).square().mean()}


def failing() -> Any:
    """A callback that fails between two steps."""
    from transformers import TrainerCallback

    class Failing(TrainerCallback):  # type: ignore[misc,unused-ignore]
        def on_step_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
            if state.global_step == 3:
                raise RuntimeError("stop")

    return Failing()


def trainer(model: nn.Module, folder: Path, *callbacks: Any) -> Any:
    from transformers import Trainer, TrainingArguments

    arguments = TrainingArguments(
        str(folder), max_steps=6, per_device_train_batch_size=8, report_to=[], disable_tqdm=True, use_cpu=True,
        save_strategy="no", gradient_accumulation_steps=2,
    )  # fmt: skip
    data = [{"x": torch.randn(16)} for _ in range(64)]
    return Trainer(model=model, args=arguments, train_dataset=data, callbacks=list(callbacks))


@needs_transformers
@pytest.mark.parametrize("where", ["net", "step", "data"])
def test_a_hugging_face_run_that_fails_leaves_nothing(where: str, tmp_path: Path) -> None:
    told: list[str] = []
    callback = trainer_callback(every=1, window=2, tell=told.append)
    model = Scored(fails_at=7 if where == "net" else None)
    run = trainer(model, tmp_path, callback)
    if where == "step":
        run.add_callback(failing())
    if where == "data":
        run.train_dataset[0:] = [{"x": torch.randn(15 + i % 2)} for i in range(64)]
    before = set(vars(run))
    with contextlib.redirect_stdout(io.StringIO()), pytest.raises(RuntimeError):
        run.train()
    assert hooks(model) == 0 and mode_free() and "_run_epoch" not in set(vars(run)) - before
    assert len(told) == (where != "data")  # the data fail in the first step


@needs_transformers
def test_a_hugging_face_run_can_fail_and_train_again(tmp_path: Path) -> None:
    callback = trainer_callback(every=1, window=2, tell=lambda _: None)
    model, other = Scored(fails_at=7), Scored(fails_at=7)
    with contextlib.redirect_stdout(io.StringIO()):
        with pytest.raises(RuntimeError, match="stop"), activadvise.watch(model, every=1, tell=lambda _: None):
            trainer(model, tmp_path).train()
        assert hooks(model) == 0 and mode_free()
        again = trainer(other, tmp_path, callback)
        with pytest.raises(RuntimeError, match="stop"):
            again.train()
        failed = callback.watched
        assert hooks(other) == 0 and mode_free()
        again.train()
    assert failed is not callback.watched and hooks(other) == 0 and mode_free()


@needs_transformers
def test_hugging_face(tmp_path: Path) -> None:
    told: list[str] = []
    model, callback = Scored(), trainer_callback(every=1, window=2, tell=told.append)
    with contextlib.redirect_stdout(io.StringIO()):
        trainer(model, tmp_path, callback).train()
    assert len(told) == 1 and "net.3 (relu after net.2): 64 of 64" in told[0]
    assert callback.watched.steps == 6 and callback.watched.history.reports[0].layers[0].samples == 32
    assert hooks(model) == 0 and mode_free()


@pytest.mark.parametrize(
    "make",
    [pytest.param(lightning_callback, marks=needs_lightning), pytest.param(trainer_callback, marks=needs_transformers)],
)
def test_callbacks_can_be_pickled(make: Callable[..., Any]) -> None:
    again = pickle.loads(pickle.dumps(make(every=7, window=3)))
    assert type(again).__name__ == "ActivadviseWatch" and again.watched is None
    assert copy.deepcopy(again).watched is None
