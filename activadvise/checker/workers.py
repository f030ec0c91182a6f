"""Run the engine over many files, in one process or several, with or without the cache."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import msgspec

from activadvise.checker.checking import Part, Sources
from activadvise.checker.engine import Engine, Project
from activadvise.checker.store import Store
from activadvise.meaning.findings import Finding, LossCall
from activadvise.rulebase import RuleBase

SMALL = 24  # files that are worth a process
PARTS = 12  # of the files, for each process: small enough that all of them end together
GARBAGE = 1_200_000  # objects more than at the last look; the trees that are kept on purpose are about half as many


class Entry(msgspec.Struct):
    """What the cache keeps of one file: what it depends on, and its results."""

    reads: dict[str, str]
    findings: list[Finding]
    calls: list[LossCall]
    suppressing: bool = False
    notes: list[str] = []


def checked(names: list[str], base: RuleBase, given: dict[str, str], jobs: int, cache: bool) -> Part:
    """The raw results of all files."""
    store = Store(base, names) if cache and not given else None
    part = Part()
    todo = names
    if store is not None:
        todo = []
        for name in names:
            entry = store.get(name)
            if entry is None:
                todo.append(name)
            else:
                _add(part, name, entry)
    count = min(jobs or os.cpu_count() or 1, max(1, len(todo) // SMALL))
    runs = _serial(todo, names, base, given) if count <= 1 else _parallel(todo, names, base, count)
    for name, entry, problems in runs:
        _add(part, name, entry)
        part.problems += [p for p in problems if p not in part.problems]
        if store is not None:
            store.put(name, entry)
    if store is not None:
        store.save()
    return part


def _add(part: Part, name: str, entry: Entry) -> None:
    part.findings += entry.findings
    part.calls += entry.calls
    part.notes += [n for n in entry.notes if n not in part.notes]
    if entry.suppressing:
        part.suppressing.append(name)


Result = tuple[str, Entry, list[str]]


class Checker:
    """Checks files one after the other; what it learns of one serves the others."""

    def __init__(self, names: list[str], base: RuleBase, given: dict[str, str]) -> None:
        self.sources = Sources(given)
        self.engine = Engine(base, Project(names, self.sources.text))

    def results(self, todo: list[str]) -> Iterator[Result]:
        """The result of each file; for the collector to be off."""
        for name in todo:
            yield _one(name, self.engine, self.sources)
            if gc.get_count()[0] > GARBAGE:
                gc.collect()

    def close(self) -> None:
        """Free the syntax trees one after the other: left to the collector, they take three times as long."""
        for module in self.engine.project.modules.values():
            if module is not None:
                module.forget()


def _serial(todo: list[str], names: list[str], base: RuleBase, given: dict[str, str]) -> Iterator[Result]:
    collecting = gc.isenabled()
    gc.disable()  # nearly all of it lives as long as its file, without cycles; those are looked for now and then
    gc.freeze()  # among what the check makes: the caller's own objects, torch's for one, would cost more to go through
    checker = Checker(names, base, given)
    try:
        yield from checker.results(todo)
    finally:
        checker.close()
        gc.unfreeze()
        if collecting:
            gc.enable()


def _one(name: str, engine: Engine, sources: Sources) -> Result:
    project = engine.project
    sources.read, sources.notes, sources.problems = set(), [], []
    module = project.module(name)
    if module is None:
        return name, Entry({}, [], []), list(sources.problems)
    module.cells = sources.cells.get(name)
    findings, calls = engine.check(name)
    suppressing = "ACT" in module.text or "activadvise:" in module.text
    notes = [n for n in sources.notes if n.startswith(f"{name}:")]
    reads = dict.fromkeys({name, *sources.read, *project.dependencies()}, "")
    project.retention.tidy()
    problems = [*sources.problems, *(f"{name}: internal error ({text}); please report it" for text in engine.failures)]
    engine.failures.clear()
    return name, Entry(reads, findings, calls, suppressing, notes), problems


def _parallel(todo: list[str], names: list[str], base: RuleBase, count: int) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor

    size = max(1, len(todo) // (count * PARTS))
    parts = [todo[i : i + size] for i in range(0, len(todo), size)]
    data = RuleBase(activations=base.activations, losses=base.losses, checks=base.checks).encoded()
    with ProcessPoolExecutor(count, initializer=_start, initargs=(data, names)) as pool:
        for results in pool.map(_work, parts):
            yield from results


_checkers: list[Checker] = []  # of this process


def _start(data: bytes, names: list[str]) -> None:
    gc.disable()
    _checkers.append(Checker(names, RuleBase.compiled(data), {}))


def _work(todo: list[str]) -> list[Result]:
    return list(_checkers[0].results(todo))
