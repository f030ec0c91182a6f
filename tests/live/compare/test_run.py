"""A comparison gives the same numbers however it is run: in one process or more, in one go or killed often."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import signal
import threading
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from activadvise.live.compare import run
from activadvise.live.compare.plan import STACK, Outcome, Setup, Unit, final_units, tuning_units
from activadvise.live.compare.store import Store

KILLS = 20
SETUP = Setup(
    candidates=("relu", "gelu"), data="digits", arch="mlp", baseline="relu", seeds=STACK + 2, steps=60, batch_size=16,
    grid=(1e-3, 1e-2), tuning_seeds=3, sizes={"hidden": 16, "depth": 1},
)  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> run.Raw:
    """The comparison in one go, in this process."""
    return run.compare(SETUP, store=tmp_path_factory.mktemp("whole") / "s.sqlite", jobs=1)


def test_every_trial_is_there_once(whole: run.Raw) -> None:
    expected = [
        (name, unit.phase, lr, seed)
        for name in SETUP.candidates
        for unit in [*tuning_units(SETUP, name), *final_units(SETUP, name, whole.lrs[name])]
        for lr, seed in unit.trials
    ]
    assert sorted((o.candidate, o.phase, o.lr, o.seed) for o in whole.outcomes) == sorted(expected)
    assert not whole.unfinished
    assert [cost.candidate for cost in whole.costs] == ["relu", "gelu"]
    assert whole.how == [f"gelu, relu: up to {STACK} trials at once, as one stacked model."]


def test_a_model_that_is_not_stacked_says_why(tmp_path: Path) -> None:
    names = ("tanh", "softsign")  # PyTorch's own recurrence, and one written out
    setup = Setup(candidates=names, data="digits", arch="lstm", seeds=1, steps=1, lr=1e-3, baseline="tanh")
    store = tmp_path / "s.sqlite"
    how = run.compare(setup, store=store, jobs=1).how
    assert how == run.show(store).how
    assert how[0] == f"softsign: up to {STACK} trials at once, as one stacked model."
    assert re.fullmatch(r"tanh: one trial after another, as the model cannot be stacked \(.*lstm.*\)\.", how[1])


def test_the_rate_has_the_least_mean_validation_loss(whole: run.Raw) -> None:
    for name in SETUP.candidates:
        tuned = [o for o in whole.outcomes if o.phase == "tune" and o.candidate == name]
        means = {lr: sum(o.validation_loss for o in tuned if o.lr == lr) / SETUP.tuning_seeds for lr in SETUP.grid}
        assert means[whole.lrs[name]] == min(means.values())
        assert all(o.test_loss is None for o in tuned)  # the test data was not even looked at
    final = {o.seed for o in whole.outcomes if o.phase == "final"}
    assert final.isdisjoint(o.seed for o in whole.outcomes if o.phase == "tune")


def test_two_processes_give_the_same(whole: run.Raw, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    raw = run.compare(
        SETUP,
        store=tmp_path / "s.sqlite",
        jobs=2,
        seconds=0.2,
        progress=lambda done, total, _: told.append((done, total)),
    )
    assert raw.outcomes == whole.outcomes
    assert told == sorted(told)
    assert told[-1] == (6, 6)


def test_a_fixed_rate_needs_no_tuning(tmp_path: Path) -> None:
    import msgspec

    setup = msgspec.structs.replace(SETUP, lr=1e-2, seeds=2)
    raw = run.compare(setup, store=tmp_path / "s.sqlite", jobs=1)
    assert {o.phase for o in raw.outcomes} == {"final"}
    assert raw.lrs == {"relu": 1e-2, "gelu": 1e-2}


def test_interrupted_and_shown(whole: run.Raw, tmp_path: Path) -> None:
    def interrupt(done: int, total: int, what: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    path = tmp_path / "s.sqlite"
    part = run.compare(SETUP, store=path, jobs=1, progress=interrupt)
    assert part.unfinished
    assert 0 < len(part.outcomes) < len(whole.outcomes)
    assert run.show(path) == part
    rest = run.compare(SETUP, store=path, jobs=1)
    assert rest.outcomes == whole.outcomes
    assert run.show(path) == rest


def go(path: str, commit: int, began: Event) -> None:
    """The comparison in a process of its own, which kills itself while it writes the n-th commit if that is not 0."""
    if commit:
        made = Store.__init__

        def traced(self: Store, *arguments: object) -> None:
            made(self, *arguments)  # type: ignore[arg-type]
            left = [commit]

            def trace(statement: str) -> None:
                left[0] -= statement == "COMMIT"
                if left == [0]:
                    threading.Timer(random.Random(commit).uniform(0, 5e-4), kill_self).start()

            self._connection.set_trace_callback(trace)

        Store.__init__ = traced  # type: ignore[method-assign,assignment]
    told: list[int] = []

    def tell(done: int, total: int, what: str) -> None:
        told.append(done)
        if len(told) > 1:  # the first is told before anything is trained
            began.set()

    run.compare(SETUP, store=path, jobs=1, seconds=0.05, progress=tell)


def kill_self() -> None:
    """As the kernel does."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_killed_at_random_moments_it_goes_on_to_the_same_bits(whole: run.Raw, tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["activadvise.live.compare.run", "sklearn.datasets"])
    moments, path = random.Random(0), tmp_path / "s.sqlite"
    kills, seen = 0, set()
    while kills < KILLS:
        commit, began = (1 + kills // 3 if kills % 3 == 0 else 0), context.Event()
        process = context.Process(target=go, args=(str(path), commit, began))
        process.start()
        if not commit:
            began.wait(60)
            time.sleep(moments.uniform(0, 1.0))
            process.kill()
        process.join(60)
        if process.exitcode == 0:  # it was done before: begin anew
            check_same(path, whole)
            for file in path.parent.iterdir():
                file.unlink()
            continue
        assert process.exitcode == -signal.SIGKILL
        kills += 1
        seen.add(progress(path))
    assert len(seen) >= KILLS // 3  # at many different places
    run.compare(SETUP, store=path, jobs=1)
    check_same(path, whole)


def progress(path: Path) -> tuple[int, int]:
    """Trials done, and the bytes of the states that units have come to; (0, 0) before the store was there."""
    if not path.exists():
        return 0, 0
    store = Store(path, SETUP)
    (states,) = store._connection.execute("SELECT count(*) + coalesce(sum(length(content)), 0) FROM states").fetchone()
    return len(store.outcomes()), states


def check_same(path: Path, whole: run.Raw) -> None:
    """The store holds the very numbers of the comparison that was never killed."""
    assert run.show(path).outcomes == whole.outcomes


def test_learning_rates() -> None:
    def outcome(lr: float, loss: float) -> Outcome:
        return Outcome(
            candidate="relu", phase="tune", lr=lr, seed=0, curve=(), validation_loss=loss, validation_metric=0.0
        )

    assert run.learning_rate(SETUP, "relu", []) is None
    low = [outcome(1e-3, 0.5)] * 3
    assert run.learning_rate(SETUP, "relu", low) is None
    assert run.learning_rate(SETUP, "relu", [*low, *[outcome(1e-2, 0.4)] * 3]) == 1e-2
    assert run.learning_rate(SETUP, "relu", [*low, *[outcome(1e-2, 0.5)] * 3]) == 1e-3
    diverged = [outcome(1e-2, 0.1), outcome(1e-2, 0.1), outcome(1e-2, float("inf"))]
    assert run.learning_rate(SETUP, "relu", [*low, *diverged]) == 1e-3


def test_units_do_not_depend_on_the_machine() -> None:
    assert [len(unit.trials) for unit in final_units(SETUP, "relu", 1e-3)] == [STACK, 2]
    key = Unit(candidate="relu", phase="final", trials=((1e-3, 0),)).key()
    assert key == '{"candidate":"relu","phase":"final","trials":[[0.001,0]]}'
