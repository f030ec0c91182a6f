"""The long run: `python -m tests.checker.fuzz_long 200000` checks as many programs and prints what goes wrong.

`python -m tests.checker.fuzz_long 3000 --branches` also prints which share of the branches of
activadvise/checker and activadvise/meaning these programs alone reach: 94.4 %.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path


def run(count: int, start: int) -> int:
    """Check programs: two of a hundred in a folder, the others as texts; returns how many went wrong."""
    from tests.checker.faults import BATCH, in_folder, in_memory

    wrong, began = 0, time.process_time()
    for seed in range(start, start + count // 2, BATCH):
        if seed > start and (seed - start) % (50 * BATCH) == 0:
            print(f"... {2 * (seed - start)} programs, {wrong} went wrong", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            faults = in_memory(seed) + in_folder(seed, Path(folder) / "a") + in_folder(seed + 1, Path(folder) / "b")
        for fault in faults:
            wrong += 1
            print(fault, flush=True)
    print(f"{count} programs from {start}: {wrong} went wrong, {time.process_time() - began:.0f} s")
    return wrong


def branches(count: int, start: int) -> float:
    """The share of the branches that such a run takes, after printing it file by file."""
    import coverage

    measured = coverage.Coverage(
        branch=True, source_pkgs=["activadvise.checker", "activadvise.meaning"], data_file=None
    )
    measured.start()
    run(count, start)
    measured.stop()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "branches.json"
        measured.json_report(outfile=str(path))
        found = json.loads(path.read_text())
    for name, part in sorted(found["files"].items(), key=lambda item: item[1]["summary"]["missing_branches"]):
        summary = part["summary"]
        print(f"{summary['covered_branches']:4} of {summary['num_branches']:4} {name} {part['missing_branches'][:40]}")
    totals = found["totals"]
    return float(totals["covered_branches"] / totals["num_branches"])


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--start", type=int, default=10_000)
    parser.add_argument("--branches", action="store_true")
    given = parser.parse_args()
    if given.branches:
        print(f"{branches(given.count, given.start):.1%} of the branches")
    elif run(given.count, given.start):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
