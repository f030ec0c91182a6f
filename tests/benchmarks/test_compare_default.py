"""The default comparison: its cost in CPU time, and that its verdict does not hang on the seeds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from activadvise.live.compare import run
from activadvise.live.compare.command import compare
from activadvise.live.compare.concluding import conclude
from activadvise.live.compare.run import Raw

CANDIDATES = ["relu", "gelu", "silu", "leaky-relu"]
BASE_SEEDS = [0, 1000, 2000, 3000, 4000]
CPU_S = 60.0


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """The store of the default command, with one candidate more, and the CPU seconds that it took."""
    if sys.platform == "win32":
        pytest.skip("no os.wait4")
    store = tmp_path_factory.mktemp("default") / "0.sqlite"
    command = [sys.executable, "-m", "activadvise", "compare", *CANDIDATES, "identity", "--store", str(store)]
    process = subprocess.Popen([*command, "--format", "json"], stdout=subprocess.PIPE)
    assert process.stdout is not None
    shown = json.loads(process.stdout.read())
    _, status, used = os.wait4(process.pid, 0)  # with the workers that it waited for
    assert status == 0 and not shown["partial"]
    return store, used.ru_utime + used.ru_stime


def test_the_default_command_takes_less_than_a_minute_of_cpu(first: tuple[Path, float]) -> None:
    print(f"default comparison, identity among its candidates: {first[1]:.0f} s of CPU")
    assert first[1] < CPU_S


def test_the_verdict_is_the_same_over_base_seeds_and_identity_always_loses(
    first: tuple[Path, float], tmp_path: Path
) -> None:
    verdicts = []
    for seed in BASE_SEEDS:
        store = tmp_path / f"{seed}.sqlite" if seed else first[0]
        with_identity = compare(*CANDIDATES, "identity", seed=seed, store=store).verdict
        assert with_identity.last == "identity", with_identity.text
        verdict = conclude(without(run.show(store), "identity"), None, {}).verdict
        print(f"base seed {seed}: {verdict.text}")
        verdicts.append((verdict.kind, verdict.keep))
    assert len(set(verdicts)) == 1, verdicts


def without(raw: Raw, name: str) -> Raw:
    """The comparison that was never told of one of the candidates: each trial is the same with or without it."""
    names = tuple(other for other in raw.setup.candidates if other != name)
    return msgspec.structs.replace(
        raw,
        setup=msgspec.structs.replace(raw.setup, candidates=names),
        outcomes=[outcome for outcome in raw.outcomes if outcome.candidate != name],
        costs=[cost for cost in raw.costs if cost.candidate != name],
    )
