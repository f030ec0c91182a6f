"""The checker's cost, as ratios within one run: interleaved, the least of several.

The package that is checked is torch/nn, whose sources the dev extra installs. timm, for which the bounds were
set, needs torchvision; where it lies unpacked, ACTIVADVISE_TIMM names its folder: `ACTIVADVISE_TIMM=/tmp/timm
python -m pytest tests/benchmarks/test_check_speed.py -s`.
"""

from __future__ import annotations

import ast
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from activadvise.checker import workers
from activadvise.checker.checking import check
from activadvise.rulebase import load

pytestmark = pytest.mark.flaky(reruns=2)  # a busy moment may spoil a ratio once, not three times

TORCH = os.path.dirname(torch.__file__)
TIMM = os.environ.get("ACTIVADVISE_TIMM")
ROOT = TIMM or os.path.join(TORCH, "nn")
LARGE = TIMM or os.path.join(TORCH, "testing")
HEAD = "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n"
NET = """
class Net{i}(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, 8), nn.Linear(8, {n})

    def forward(self, x):
        x = F.relu(self.fc1(x))
        return self.fc2(x)


def train{i}(model: Net{i}, loader, optimizer):
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
"""
ONE_FILE = """
import sys, time
from activadvise.cli.main import main
start = time.process_time()
try:
    main()
except SystemExit:
    pass
print(time.process_time(), file=sys.stderr)
"""


def least(*works: Callable[[], object], rounds: int = 5, clock: Callable[[], float] = time.process_time) -> list[float]:
    """The least time of each work, taken in turns."""
    found = [float("inf")] * len(works)
    for _ in range(rounds):
        for i, work in enumerate(works):
            gc.collect()
            start = clock()
            work()
            found[i] = min(found[i], clock() - start)
    return found


def parsing(root: str) -> Callable[[], None]:
    """ast.parse and one ast.walk for each file, trees dropped, collector on."""
    texts = [path.read_text(encoding="utf-8") for path in Path(root).rglob("*.py")]

    def work() -> None:
        for text in texts:
            for _ in ast.walk(ast.parse(text)):
                pass

    return work


def test_cold_check_against_parsing() -> None:
    """timm takes 1.0 to 1.1; torch/nn, which stands in for it and is dense with losses and layers, 1.25 to 1.4."""
    base = load()
    cold, parsed = least(lambda: check([ROOT], base), parsing(ROOT), rounds=4)
    print(f"cold: {cold / parsed:.2f} of ast.parse and ast.walk")
    assert cold <= 1.5 * parsed


def test_warm_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    base = load()
    check([ROOT], base, cache=True)
    warm, cold = least(lambda: check([ROOT], base, cache=True), lambda: check([ROOT], base), rounds=4)
    print(f"warm: {warm / cold:.1%} of cold")
    assert warm <= 0.1 * cold


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two cores")
def test_two_cores() -> None:
    """Wall time, in parts of what one process takes; where others use the cores too, as much more is allowed."""
    base = load()
    works = [lambda: check([LARGE], base, jobs=2), lambda: check([LARGE], base, jobs=1)]
    two, one = least(*works, rounds=3, clock=time.perf_counter)
    shared = _shared()
    print(f"two cores: {two / one:.2f} of one, two busy processes take {shared:.2f} of one")
    assert two <= 0.6 * one * shared


def _shared() -> float:
    """What two busy processes take together, in parts of one: 1 where both cores are free."""
    spin = [sys.executable, "-c", "sum(i * i for i in range(5_000_000))"]

    def busy(count: int) -> None:
        for process in [subprocess.Popen(spin) for _ in range(count)]:
            process.wait()

    two, one = least(lambda: busy(2), lambda: busy(1), rounds=3, clock=time.perf_counter)
    return max(1.0, two / one)


def test_it_is_linear(tmp_path: Path) -> None:
    """The cost of each of 4,000 files that import each other, against that of each of 400: 0.95 to 1.15 times."""
    names = []
    for i in range(4000):
        path = tmp_path / f"pkg{i // 100}" / f"m{i}.py"
        path.parent.mkdir(exist_ok=True)
        text = HEAD + (f"from m{i - 1} import Net{i - 1}\n" if i % 10 else "") + NET.format(i=i, n=i % 7 + 2)
        path.write_text(text + (f"train{i}(Net{i - 1}(), [], None)\n" if i % 10 else ""))
        names.append(str(path))
    base = load()

    works = [lambda count=count: workers.checked(names[:count], base, {}, 1, False) for count in (400, 4000)]
    few, many = least(*works, rounds=3)
    print(f"linear: {1e3 * few / 400:.2f} ms for each of 400 files, {1e3 * many / 4000:.2f} ms for each of 4,000")
    assert many <= 1.3 * 10 * few


def test_one_file_of_a_thousand_lines(tmp_path: Path) -> None:
    """Against a start that checks an empty file: CPU time of whole processes."""
    (tmp_path / "empty.py").write_text("")
    body = HEAD + "".join(NET.format(i=i, n=i % 7 + 2) for i in range(64))
    assert 1000 <= body.count("\n") <= 1200
    (tmp_path / "long.py").write_text(body)

    def run(name: str) -> float:
        command = [sys.executable, "-c", ONE_FILE, "check", "--no-cache", str(tmp_path / name)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return float(done.stderr.strip().splitlines()[-1])

    run("long.py")
    long, start = (min(values) for values in zip(*((run("long.py"), run("empty.py")) for _ in range(7)), strict=True))
    print(f"one file: {long / start:.2f} of the start")
    assert long <= 1.3 * start


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="the peak of one program is read from /proc")
def test_memory() -> None:
    """The most that a process holds while it checks a large package; ru_maxrss would count the process before exec."""
    code = (
        "import sys\nfrom activadvise.checker.checking import check\nfrom activadvise.rulebase import load\n"
        "check(sys.argv[1:], load())\nprint(open('/proc/self/status').read())"
    )
    done = subprocess.run([sys.executable, "-c", code, LARGE], capture_output=True, text=True, check=True)
    most = int(done.stdout.partition("VmHWM:")[2].split()[0]) / 1024
    print(f"memory: {most:.0f} MB")
    assert most < 300
