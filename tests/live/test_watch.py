"""watch: what it sees, what it leaves behind, and what it survives."""

from __future__ import annotations

import copy
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import activadvise
from activadvise.errors import BadValue
from activadvise.live.watch.history import MOST, History, Report
from activadvise.live.watch.picture import svg


def mlp() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(16, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1))


def train(model: nn.Module, steps: int, kill_at: int | None = None, layer: nn.Linear | None = None) -> None:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for step in range(steps):
        x = torch.randn(64, 16)
        loss = nn.functional.mse_loss(model(x), x[:, :1])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step == kill_at and layer is not None:
            with torch.no_grad():
                layer.bias[:20] = -50.0


def hooks(model: nn.Module) -> int:
    return sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.modules())


def mode_free() -> bool:
    return torch.overrides._get_current_function_mode() is None


def test_a_unit_that_dies_is_named_within_500_steps() -> None:
    model = mlp()
    told: list[str] = []
    layer = model[2]
    assert isinstance(layer, nn.Linear)
    with activadvise.watch(model, tell=told.append) as watched:
        train(model, 700, kill_at=120, layer=layer)
    (step, finding), *others = watched.history.events
    assert not others
    assert finding.code == "dead-units" and finding.layer == "3" and "20 of 64" in finding.message
    assert 120 < step <= 620
    assert len(told) == 1
    picture = svg(watched.history)
    assert f"layer 3, step {step}<" in picture and "3 (relu): 31%<" in picture and ">600<" in picture


def test_a_healthy_run_is_silent_and_leaves_nothing() -> None:
    model = mlp()
    told: list[str] = []
    before = {name: value.clone() for name, value in model.state_dict().items()}
    twin = copy.deepcopy(model)
    torch.manual_seed(1)
    train(twin, 60)
    torch.manual_seed(1)
    with activadvise.watch(model, every=5, tell=told.append) as watched:
        train(model, 60)
    assert told == [] and watched.history.text().startswith("nothing")
    assert hooks(model) == 0 and mode_free()
    assert before.keys() == model.state_dict().keys()
    for a, b in zip(model.parameters(), twin.parameters(), strict=True):
        assert torch.equal(a, b)  # watching changes no number of the run


def test_between_sampled_steps_no_hook_is_attached() -> None:
    model = mlp()
    with activadvise.watch(model, every=10):
        assert hooks(model) > 0
        train(model, 1)
        assert hooks(model) == 0 and mode_free()
        train(model, 9)
        assert hooks(model) > 0


def test_an_exception_in_the_loop_or_in_forward_leaves_nothing() -> None:
    class Fails(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(4, 4)

        def forward(self, x: Tensor) -> Tensor:
            y: Tensor = self.layer(x)
            raise RuntimeError("stop")
            return y

    model = Fails()
    with pytest.raises(RuntimeError, match="stop"), activadvise.watch(model):
        model(torch.randn(2, 4))
    assert hooks(model) == 0 and mode_free()


def test_copies_and_pickles_made_in_a_sampled_step_work() -> None:
    model = mlp()
    with activadvise.watch(model, every=1, window=100) as watched:
        twin = copy.deepcopy(model)
        buffer = io.BytesIO()
        torch.save(model, buffer)
        buffer.seek(0)
        loaded: nn.Module = torch.load(buffer, weights_only=False)
        train(model, 2)
        seen = watched._seen.kept["1"].samples
        twin(torch.randn(3, 16))
        loaded(torch.randn(3, 16))
        assert watched._seen.kept["1"].samples == seen == 128
    assert torch.equal(twin(torch.ones(1, 16)), loaded(torch.ones(1, 16)))


def test_validation_passes_are_not_counted() -> None:
    model = mlp()
    with activadvise.watch(model, every=1, window=100) as watched:
        with torch.no_grad():
            model(torch.randn(500, 16))
        assert not watched._seen.kept


def test_jsonl_tensorboard_and_pictures(tmp_path: Path) -> None:
    class Writer:
        def __init__(self) -> None:
            self.tags: set[str] = set()

        def add_scalar(self, tag: str, value: float, step: int) -> None:
            self.tags.add(tag)

    model, writer = mlp(), Writer()
    log = tmp_path / "run.jsonl"
    with activadvise.watch(model, every=2, window=2, log=os.fspath(log), writer=writer) as watched:
        train(model, 20)
    rows = [json.loads(line) for line in log.read_text().splitlines()]
    assert [row["step"] for row in rows] == [report.step for report in watched.history.reports]
    assert {layer["layer"] for layer in rows[0]["layers"]} == {"1", "3"}
    assert "activadvise/3/dead" in writer.tags
    for name in ("run.svg", "run.png"):
        watched.picture(os.fspath(tmp_path / name))
        assert (tmp_path / name).stat().st_size > 500
    with pytest.raises(BadValue, match=r"\.svg"):
        watched.picture(os.fspath(tmp_path / "run.txt"))


def test_history_stays_small() -> None:
    history = History()
    for step in range(5000):
        history.add(Report(step, [], []))
    assert len(history.reports) <= MOST
    steps = [report.step for report in history.reports]
    assert steps == sorted(steps) and steps[-1] > 4000


def test_memory_is_constant() -> None:
    model = mlp()
    with activadvise.watch(model, every=1, window=10**6) as watched:
        train(model, 3)
        sizes = {name: kept.sums.numel() + kept.silent.numel() for name, kept in watched._seen.kept.items()}
        train(model, 30)
        assert sizes == {name: kept.sums.numel() + kept.silent.numel() for name, kept in watched._seen.kept.items()}


def test_mixed_precision() -> None:
    model = mlp()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    with activadvise.watch(model, every=1, window=3) as watched:
        for _ in range(3):
            with torch.autocast("cpu", torch.bfloat16):
                loss = model(torch.randn(64, 16)).float().square().mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    (layer, _) = watched.history.reports[0].layers
    assert layer.samples == 192 and 0.3 < layer.saturated < 0.7 and layer.gradient


def test_several_forwards_in_one_step_add_up() -> None:
    model = mlp()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    with activadvise.watch(model, every=1, window=1) as watched:
        for _ in range(4):
            model(torch.randn(10, 16)).square().mean().backward()
        optimizer.step()
    assert watched.history.reports[0].layers[0].samples == 40


def test_a_model_that_is_never_called_is_said() -> None:
    told: list[str] = []
    other = mlp()
    optimizer = torch.optim.SGD(other.parameters(), lr=0.01)
    watched = activadvise.watch(other, every=1, tell=told.append).start()
    other(torch.randn(2, 16)).sum().backward()
    optimizer.step()
    watched.stop()
    assert told == []
    watched = activadvise.watch(other, every=1, tell=told.append).start()
    watched.step()
    watched.stop()
    assert "nothing was seen" in told[0]


@pytest.mark.parametrize("options", [{"every": 0}, {"window": 0}])
def test_bad_options(options: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        activadvise.watch(mlp(), **options)
    with pytest.raises(BadValue, match="this is a str"):
        activadvise.watch("model", **options)  # type: ignore[arg-type]


def test_nan_is_told_once_at_the_first_layer_that_has_it() -> None:
    model, told = mlp(), list[str]()
    with activadvise.watch(model, every=1, tell=told.append):
        with torch.no_grad():
            model[2].weight.fill_(torch.nan)  # type: ignore[operator]
        train(model, 1)
    assert len(told) == 1 and "2 (linear): its values are NaN or infinite, and so are those of 2 layers" in told[0]


COMPILED = """
import torch
from torch import nn
import activadvise
inner = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 1))
for way in ("wrapped", "in place"):
    model = torch.compile(inner, backend="eager") if way == "wrapped" else inner
    if way == "in place":
        inner.compile(backend="eager")
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    with activadvise.watch(model, every=4, window=2) as watched:
        for _ in range(16):
            loss = model(torch.randn(32, 8)).square().mean()
            optimizer.zero_grad(); loss.backward(); optimizer.step()
    print(way, len(watched.history.reports), watched.history.reports[-1].layers[0].layer, watched.looks)
    assert watched.history.reports and watched.history.reports[0].layers[0].samples == 64
late = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 1))
watched = activadvise.watch(late, every=2, window=2).start()
compiled = torch.compile(late, backend="eager")
optimizer = torch.optim.SGD(late.parameters(), lr=0.01)
for _ in range(4):
    compiled(torch.randn(16, 8)).square().mean().backward(); optimizer.step()
watched.stop()
print("later", watched.history.reports[0].layers[0].samples)
with torch.compiler.set_stance("eager_on_recompile"):
    with activadvise.watch(inner, every=1, tell=print):
        print(torch._dynamo.eval_frame._stance.stance)
    print(torch._dynamo.eval_frame._stance.stance)
"""


def test_compiled_models() -> None:
    done = subprocess.run([sys.executable, "-c", COMPILED], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines() == [
        "wrapped 2 1 4", "in place 2 1 4", "later 32", "force_eager", "eager_on_recompile",
    ]  # fmt: skip


DISTRIBUTED = """
import os, sys
import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel
import activadvise
rank = int(sys.argv[1])
dist.init_process_group("gloo", init_method="file://" + sys.argv[2], rank=rank, world_size=2)
torch.manual_seed(0)
model = DistributedDataParallel(nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 1)))
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
torch.manual_seed(rank)
with activadvise.watch(model, every=2, window=2, log=sys.argv[3]) as watched:
    for _ in range(8):
        loss = model(torch.randn(16, 8)).square().mean()
        optimizer.zero_grad(); loss.backward(); optimizer.step()
total = torch.cat([p.detach().flatten() for p in model.parameters()])
others = [torch.empty_like(total) for _ in range(2)]
dist.all_gather(others, total)
assert torch.equal(*others)
print(len(watched.history.reports))
dist.destroy_process_group()
"""


def test_two_processes(tmp_path: Path) -> None:
    arguments = [os.fspath(tmp_path / "store"), os.fspath(tmp_path / "log.jsonl")]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", DISTRIBUTED, str(rank), *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for rank in range(2)
    ]  # fmt: skip
    for process in running:
        out, error = process.communicate(timeout=120)
        assert process.returncode == 0, error[-2000:]
        assert out.strip() == "2"
    assert len((tmp_path / "log.jsonl").read_text().splitlines()) == 2  # the first process writes
