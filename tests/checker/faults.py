"""What goes wrong with random programs: errors inside, fixes that do not end, a cache that tells another story."""

from __future__ import annotations

import os
from pathlib import Path

from activadvise.checker.baseline import read_baseline, without, write_baseline
from activadvise.checker.checking import check
from activadvise.checker.fixes import changes
from activadvise.checker.settings import configured
from tests.checker.checks import rules
from tests.checker.fuzzing import made, mutated, parses, project

BATCH = 100
ROUNDS = 8  # of fixes: a chain of activations takes several
HELPER = "helper.py"
SETTINGS = """[tool.activadvise.check]
extend-select = ["ACT4"]
exclude = ["old"]
per-file-ignores = {"train.py" = ["ACT1"]}
severity = {ACT101 = "warning"}
"""


def programs(start: int) -> dict[str, str]:
    """A batch of both kinds."""
    found: dict[str, str] = {}
    for seed in range(start, start + BATCH):
        found[f"made_{seed}.py"] = made(seed)
        found[f"mutated_{seed}.py"] = mutated(seed)
    return found


def in_memory(start: int) -> list[str]:
    """The faults of a batch of programs, checked as texts and fixed until nothing is left to fix."""
    given = programs(start) | {HELPER: project(start)[HELPER]}
    wrong, texts = [], given
    for _ in range(ROUNDS):
        report = check([], rules(), given=texts)
        wrong += [p for p in report.problems if "internal error" in p]
        changed = {change.path: change.after for change in changes(report.findings, True, texts)}
        wrong += [f"{path}: fixed to no Python" for path, text in changed.items() if not parses(text)]
        if not changed:
            return wrong
        texts = {HELPER: texts[HELPER], **changed}
    return [*wrong, *(f"{path}: fixes do not end" for path in changed)]


def in_folder(seed: int, folder: Path) -> list[str]:
    """The faults of a program of several files on the disk: with settings and a cache, then fixed."""
    for name, text in project(seed).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "old").mkdir()
    (folder / "old" / "x.py").write_text("import torch\n")
    (folder / "bytes.py").write_bytes(b"import torch\nx = '\xff'\n")
    (folder / ".gitignore").write_text("# none\n*.pyc\nbuild/\n!keep.py\nsrc/*/x.py\n")
    (folder / "pyproject.toml").write_text(SETTINGS)
    settings = configured(str(folder / "pkg"))
    cold, warm = (check([str(folder), str(folder / "gone.py")], rules(), settings, cache=True) for _ in range(2))
    wrong = [p for p in cold.problems if "internal error" in p]
    wrong += [f"{seed}: the cache tells another story"] if cold.findings != warm.findings else []
    write_baseline(str(folder / "accepted.json"), cold.findings)
    wrong += [
        f"{seed}: {f.code} is not accepted"
        for f in without(cold.findings, read_baseline(str(folder / "accepted.json")))
    ]
    for change in changes(cold.findings, True, {}):
        change.write()
        wrong += [] if parses(Path(change.path).read_text(encoding="utf-8")) else [f"{change.path}: fixed to no Python"]
    again = check([os.path.relpath(folder)], rules(), settings, cache=True)
    return wrong + [p for p in again.problems if "internal error" in p]
